"""What knows nothing of a guide: problems, parallel work, what is kept between builds, escaping, fonts."""
