"""The sheet of what matters most: its blocks, each made of what the page says, and its picture made small."""
