"""What is done to a document: one stage a module, plain functions, no Prefect."""
