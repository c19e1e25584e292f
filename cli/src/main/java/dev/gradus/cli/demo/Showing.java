package dev.gradus.cli.demo;

import java.util.Locale;

/**
 * What was seen of one level.
 *
 * @param scene the level
 * @param delivered whether the subscriber got the reading as it was published
 * @param found what an eavesdropper found
 * @param wireBytes what a message took on the wire, acknowledgement included
 * @param millis the median time of a message until the broker had it
 */
record Showing(Scene scene, boolean delivered, Overheard found, double wireBytes, double millis) {

    boolean asItMustBe() {
        return delivered && found.equals(scene.expected());
    }

    String[] cells() {
        return new String[] {
            scene.label(),
            delivered ? "the reading" : "NOTHING",
            yesNo(found.payload()),
            yesNo(found.topic()),
            scene.passwordSent() ? yesNo(found.password()) : "none sent",
            String.format(Locale.ROOT, "%.0f", wireBytes),
            String.format(Locale.ROOT, "%.3f", millis),
            asItMustBe() ? "as it must be" : "WRONG"
        };
    }

    private static String yesNo(boolean found) {
        return found ? "yes" : "no";
    }
}
