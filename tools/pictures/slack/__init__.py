"""Pictures of every card and form as Slack shows them, drawn from the Block Kit that the bot's door really sent."""
