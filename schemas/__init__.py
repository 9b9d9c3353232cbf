"""The words everyone uses: contracts, tables, settings, errors. Imports nothing else of ours."""
