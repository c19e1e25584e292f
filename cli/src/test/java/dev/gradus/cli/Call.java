package dev.gradus.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** A call of the command line, and what it answered. */
final class Call {

    private final ByteArrayOutputStream payloads = new ByteArrayOutputStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final int exitCode;

    private Call(byte[] input, Map<String, String> environment, String... args) {
        Console console = new Console(
                environment, new ByteArrayInputStream(input), new PrintStream(payloads, true, StandardCharsets.UTF_8));
        CommandLine line =
                Gradus.commandLine(console).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        exitCode = line.execute(args);
    }

    static Call of(String... args) {
        return new Call(new byte[0], Map.of(), args);
    }

    static Call withInput(String input, String... args) {
        return new Call(input.getBytes(StandardCharsets.UTF_8), Map.of(), args);
    }

    static Call withEnvironment(Map<String, String> environment, String... args) {
        return new Call(new byte[0], environment, args);
    }

    static Call withBytes(byte[] input, String... args) {
        return new Call(input, Map.of(), args);
    }

    byte[] bytes() {
        return payloads.toByteArray();
    }

    int exitCode() {
        return exitCode;
    }

    String payloads() {
        return payloads.toString(StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
