"""Pictures of every card and form as Teams draws them: by Microsoft's own library, in a real browser."""
