package dev.gradus.payload.key;

import dev.gradus.security.SecureMqttException;
import java.nio.file.Path;

/** A program that adds keys to a file which another one edits too, and tries again when that one was first. */
final class AddKeys {

    static final int COUNT = 15;

    private AddKeys() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        for (int i = 10; i < 10 + COUNT; i++) {
            boolean done = false;
            while (!done) {
                done = add(file, arguments[1] + i + "0");
            }
        }
    }

    private static boolean add(Path file, String id) {
        KeyRing ring = new KeyFile(file).load();
        try {
            KeyFileWriter.replace(file, KeyRingEdit.of(ring).add(Keys.key(id, KeyState.ADDED)), ring.generation());
            return true;
        } catch (SecureMqttException e) {
            return false;
        }
    }
}
