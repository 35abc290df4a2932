process.stderr.write('Usage: fleetwright plan|compare|quote|estimate|schema|validate --help\n');
process.exitCode = 2;
