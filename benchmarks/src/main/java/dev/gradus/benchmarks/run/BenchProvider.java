package dev.gradus.benchmarks.run;

import dev.gradus.cli.spi.CommandProvider;

/** Adds {@code bench} to the command line. Stateless. */
public final class BenchProvider implements CommandProvider {

    /** For {@link java.util.ServiceLoader}. */
    public BenchProvider() {}

    @Override
    public Object command() {
        return new BenchCommand();
    }
}
