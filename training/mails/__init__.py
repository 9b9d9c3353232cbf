"""Business mails written for training: templates with slots, and what fills them."""
