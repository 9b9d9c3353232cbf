"""Words that join what stands before them to what follows: no name and no title ends with them."""

#: A pattern without flags. One-letter words ("y", "e") are left to those who read no items.
JOINING = (
    r"(?:&|and|or|with|for|of|the|und|oder|mit|für|über|von|vom|zur|zum|der|et|ou|avec|pour|sur|de|du"
    r"|des|la|del|della|dei|di|da|per|con|para|met|voor|van)"
)
