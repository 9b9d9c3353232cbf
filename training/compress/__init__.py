"""Making the encoder smaller: fewer layers, heads and word pieces, int8; what each step costs."""
