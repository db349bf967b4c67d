"""What people see: wording, messages, buttons, arguments. The only place that builds Discord's components."""
