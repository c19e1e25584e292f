package dev.gradus.esp32;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is free in each region of a heap. Immutable.
 *
 * @param freeBytes free bytes of each region, 0 or more
 * @param overheadBytes what a block costs beside its content, 0 or more bytes
 */
record HeapRegions(ImmutableLongArray freeBytes, int overheadBytes) {

    // A block can't span regions, so what counts is not the sum of what is free. Blocks go in from the largest to the
    // smallest, each into the smallest region that still holds it (best fit), which keeps the large region for large
    // blocks. A block stays where it is until it is given back. Holes inside a region are not modelled: what is free in
    // one counts as one piece, so a real heap may refuse a little earlier, never later.

    /** The bytes that the blocks take of each region, overhead included; empty if they don't all fit. */
    Optional<ImmutableLongArray> place(List<Integer> blocksBytes) {
        long[] taken = new long[freeBytes.length()];
        for (int block : blocksBytes.stream().sorted(Comparator.reverseOrder()).toList()) {
            long whole = (long) block + overheadBytes;
            Optional<Integer> region = IntStream.range(0, taken.length)
                    .boxed()
                    .filter(i -> freeBytes.get(i) - taken[i] >= whole)
                    .min(Comparator.comparingLong(i -> freeBytes.get(i) - taken[i]));
            if (region.isEmpty()) {
                return Optional.empty();
            }
            taken[region.get()] += whole;
        }
        return Optional.of(ImmutableLongArray.copyOf(taken));
    }

    /** The regions with something more taken of each. */
    HeapRegions without(ImmutableLongArray taken) {
        return plus(taken, -1);
    }

    /** The regions with something given back to each. */
    HeapRegions with(ImmutableLongArray givenBack) {
        return plus(givenBack, 1);
    }

    /** The largest content that a block can have, in bytes; 0 if there is no room for any. */
    long largestBlockBytes() {
        return Math.max(0, freeBytes.stream().max().orElse(0) - overheadBytes);
    }

    private HeapRegions plus(ImmutableLongArray bytes, int sign) {
        ImmutableLongArray.Builder sum = ImmutableLongArray.builder(freeBytes.length());
        for (int i = 0; i < freeBytes.length(); i++) {
            sum.add(freeBytes.get(i) + sign * bytes.get(i));
        }
        return new HeapRegions(sum.build(), overheadBytes);
    }
}
