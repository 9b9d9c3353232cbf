"""The fields of a document's head: what captions prove, what tags say, and which of it counts."""
