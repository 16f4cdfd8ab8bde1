"""What every page shares: looks, components, tables, navigation, error pages, languages."""
