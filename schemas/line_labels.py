"""What the model calls the words of an invoice line (BG-25): "line." and the name of a column.

Called here as EN 16931-1 calls them; what the labels say is fixed by the artefact.
"""

NAME = "line.description"  # BT-153
CODE = "line.code"  # BT-155
QUANTITY = "line.quantity"  # BT-129
UNIT = "line.unit"  # BT-130
PRICE = "line.unit_price"  # BT-146
DISCOUNT = "line.discount"
NET_AMOUNT = "line.net_amount"  # BT-131
RATE = "line.tax_rate"  # BT-152
