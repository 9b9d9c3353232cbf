"""Business documents as pages of HTML: each template one vendor's layout, printed by a browser.

The other generator (`training.generate`) composes layouts of parts, so that all its vendors set a
row, an address and a total in ways its parts know. A template here is whole and owes nothing to
those parts: it brings its own words, goods and typography, and draws what differs from one
document to the next (`facts.py` says how). What a value is, the template says where it prints it;
`marks.py` finds it again among the words that the readers see.
"""
