package dev.gradus.payload.replay;

/**
 * Numbers of a session that were left behind unseen.
 *
 * @param first the lowest
 * @param last the highest
 * @param count how many from the first to the last
 */
public record Missed(long first, long last, long count) {

    static Missed of(long number, Missed before) {
        return new Missed(before.first, number, before.count + 1);
    }
}
