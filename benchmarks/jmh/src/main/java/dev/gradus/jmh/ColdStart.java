package dev.gradus.jmh;

import dev.gradus.payload.EnvelopeSession;
import dev.gradus.payload.Keyset;
import dev.gradus.payload.NativeCrypto;
import dev.gradus.payload.PayloadEncryption;
import dev.gradus.payload.PayloadEncryptionBuilder;
import dev.gradus.spi.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times the first 1,000 sealings of 160,000 bytes in new processes: as it is, after {@link PayloadEncryption#warmUp},
 * and with ciphers in native code.
 */
public final class ColdStart {

    private static final int MESSAGES = 1_000;
    private static final int SIZE_BYTES = 160_000;
    private static final int REPETITIONS = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private ColdStart() {}

    /**
     * Runs them and prints a table in Markdown.
     *
     * @param args how often each is repeated, 5 by default
     * @throws IOException if no process can be started
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 2 && args[0].equals("child")) {
            child(Way.valueOf(args[1]));
            return;
        }
        int repetitions = args.length == 0 ? REPETITIONS : Integer.parseInt(args[0]);
        Map<Way, List<String>> said = new EnumMap<>(Way.class);
        for (int i = 0; i < repetitions; i++) {
            for (Way way : Way.values()) {
                said.computeIfAbsent(way, unused -> new ArrayList<>()).add(process(way));
            }
        }
        System.out.println(Machine.describe());
        System.out.printf(
                Locale.ROOT,
                "The first %,d sealings of %,d bytes in %d new processes each: median (range) in ms.%n%n"
                        + "| | sealing | before it |%n|---|---:|---:|%n",
                MESSAGES,
                SIZE_BYTES,
                repetitions);
        for (Way way : Way.values()) {
            List<String> lines = said.getOrDefault(way, List.of());
            System.out.printf(Locale.ROOT, "| %s | %s | %s |%n", way.title, range(lines, 0), range(lines, 1));
        }
    }

    private static String process(Way way) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms1g",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ColdStart.class.getName(),
                        "child",
                        way.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        if (process.waitFor() != 0) {
            throw new IOException("a process that seals was expected to end well, found exit code "
                    + process.exitValue() + ": see what it printed above");
        }
        return line;
    }

    /** Prints the milliseconds of sealing, and of what came before it. */
    private static void child(Way way) {
        byte[] plaintext = Subject.bytes(SIZE_BYTES);
        long start = System.nanoTime();
        EnvelopeSession session = way.session();
        long ready = System.nanoTime();
        int length = 0;
        for (int i = 0; i < MESSAGES; i++) {
            length += session.seal(Subject.TOPIC, plaintext).length;
        }
        long end = System.nanoTime();
        if (length < MESSAGES * SIZE_BYTES) {
            throw new IllegalStateException("expected whole envelopes, found " + length + " bytes");
        }
        System.out.printf(
                Locale.ROOT, "%.1f %.1f%n", (end - ready) / NANOS_PER_MILLI, (ready - start) / NANOS_PER_MILLI);
    }

    private static String range(List<String> lines, int column) {
        List<Double> values = Figures.sorted(lines.stream()
                .map(line -> Double.valueOf(line.split(" ", -1)[column]))
                .toList());
        return String.format(
                Locale.ROOT, "%.0f (%.0f-%.0f)", Figures.median(values), values.get(0), values.get(values.size() - 1));
    }

    /** How a process begins. */
    private enum Way {
        PLAIN("the platform's ciphers; keys made, session begun"),
        WARM("the same after warmUp(); that included"),
        NATIVE("ciphers in native code; the provider found and tried");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        EnvelopeSession session() {
            PayloadEncryptionBuilder builder = PayloadEncryption.builder(Keyset.generate());
            if (this == NATIVE) {
                builder.provider(NativeCrypto.find()
                        .orElseThrow(() -> new IllegalStateException(
                                "a provider in native code was expected on the class path, found none that loads"
                                        + " here")));
            }
            PayloadEncryption security = builder.build();
            if (this == WARM) {
                security.warmUp();
            }
            return security.session("gh-7", Role.PUBLISHER);
        }
    }
}
