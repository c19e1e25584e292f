package dev.gradus.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command line stands in. Payloads are bytes, so that they go through streams and not through writers.
 *
 * @param environment the variables whose names start with {@code GRADUS_} are settings
 * @param in standard input
 * @param out standard output, for payloads
 */
public record Console(Map<String, String> environment, InputStream in, PrintStream out) {

    /**
     * The process's own.
     *
     * @return its environment and streams
     */
    public static Console ofProcess() {
        return new Console(System.getenv(), System.in, System.out);
    }
}
