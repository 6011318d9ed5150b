// When the launcher is killed, the backend that it started goes too.
process.on('disconnect', () => process.exit(0));
