"""The question bank: all items of some texts in one file that people read and edit.

`parse` reads it with line numbers, `revise` changes it without touching anything else in it,
`merge` brings in what a new reading of the sources gives and never overwrites what a person wrote.
"""
