"""The amounts below the items: totals, taxes, payments, and what arithmetic proves of them."""
