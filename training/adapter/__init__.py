"""Tunes the summariser's upper layers to judge mails, by an adapter that is stored apart."""
