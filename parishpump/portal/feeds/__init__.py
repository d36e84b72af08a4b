"""The noticeboard for programs: Atom, JSON Feed and iCalendar. Pure: notices in, text out."""
