"""What contracts and agreements say in sentences: parties, dates, term, notice, law."""
