package dev.gradus.payload;

import dev.gradus.payload.cose.MessageName;
import dev.gradus.spi.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A program that seals in several sessions with a file of keys in the folder it runs in, and prints each session with
 * how many messages were sealed in it.
 */
final class SealingProcess {

    static final int SESSIONS = 4;
    static final String KEYS = "keys.json";

    private SealingProcess() {}

    public static void main(String[] arguments) {
        int messages = Integer.parseInt(arguments[0]);
        Map<String, Long> sealed = new LinkedHashMap<>();
        try (PayloadEncryption strategy =
                PayloadEncryption.builder(KeysetFile.at(Path.of(KEYS))).build()) {
            for (int session = 0; session < SESSIONS; session++) {
                EnvelopeSession sender = strategy.session(Example.SENDER, Role.PUBLISHER);
                for (int i = 0; i < messages / SESSIONS; i++) {
                    count(
                            sealed,
                            Forgery.parsed(sender.seal(Example.TOPIC, new byte[1]))
                                    .name());
                }
            }
        }
        sealed.forEach((context, count) -> System.out.println(context + " " + count));
    }

    /** Numbers go up by one from 0 in each session, so that their count is all there is to say. */
    private static void count(Map<String, Long> sealed, MessageName name) {
        String context = HexFormat.of().formatHex(name.context());
        long before = sealed.getOrDefault(context, 0L);
        if (name.number() != before) {
            throw new IllegalStateException("expected number " + before + ", found " + name.number());
        }
        sealed.put(context, before + 1);
    }

    static Process start(Path folder, int messages) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SealingProcess.class.getName(),
                        Integer.toString(messages))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
