package dev.gradus.benchmarks.matrix;

import java.util.Comparator;
import java.util.List;

/**
 * One field of the source's matrix: a message size and a number of messages. Immutable and thread-safe; ordered by
 * message size, then by the number of messages.
 *
 * @param chunkCount chunks in a message, one of {@link #CHUNK_COUNTS}
 * @param messages messages in a run, at least 1; the source has {@link #MESSAGE_COUNTS}
 */
public record Cell(int chunkCount, int messages) implements Comparable<Cell> {
    /** Bytes in a chunk: CHUNK_SIZE of the source. */
    public static final int CHUNK_BYTES = 32;

    /** Chunks in a message: CHUNK_COUNT of the source. */
    public static final List<Integer> CHUNK_COUNTS = List.of(250, 500, 1000, 2500, 5000);

    /** Messages in a run: TOTAL_MESSAGES of the source. */
    public static final List<Integer> MESSAGE_COUNTS = List.of(100, 500, 1000, 2500, 10000);

    private static final Comparator<Cell> ORDER =
            Comparator.comparingInt(Cell::chunkCount).thenComparingInt(Cell::messages);

    public Cell {
        if (!CHUNK_COUNTS.contains(chunkCount)) {
            throw new IllegalArgumentException("chunkCount is one of " + CHUNK_COUNTS + ", found " + chunkCount
                    + ": take one of these, so that the cell is one of the source's");
        }
        if (messages < 1) {
            throw new IllegalArgumentException("messages is at least 1, found " + messages + ": send at least one");
        }
    }

    /**
     * All cells of the source's matrix.
     *
     * @return 25 cells, in order
     */
    public static List<Cell> source() {
        return CHUNK_COUNTS.stream()
                .flatMap(chunks -> MESSAGE_COUNTS.stream().map(messages -> new Cell(chunks, messages)))
                .toList();
    }

    /**
     * The size of one message.
     *
     * @return bytes, 8,000 to 160,000
     */
    public int messageBytes() {
        return chunkCount * CHUNK_BYTES;
    }

    @Override
    public int compareTo(Cell other) {
        return ORDER.compare(this, other);
    }
}
