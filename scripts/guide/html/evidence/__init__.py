"""Where a page says what it stands on: source marks, folds under answers, harms in their bands."""
