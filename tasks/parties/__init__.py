"""Who sells and who buys: names with their legal form, addresses, and whose block is whose."""
