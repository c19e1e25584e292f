package dev.gradus.cli.spi;

/** Adds a command to {@code gradus}; found by {@link java.util.ServiceLoader}. */
public interface CommandProvider {

    /**
     * The command.
     *
     * @return an object that picocli takes for a command: annotated, and a {@code Callable<Integer>} that gives the exit
     *     code
     */
    Object command();
}
