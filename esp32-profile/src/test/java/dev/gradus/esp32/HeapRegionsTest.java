package dev.gradus.esp32;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableLongArray;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapRegionsTest {

    private static final HeapRegions HEAP = new HeapRegions(ImmutableLongArray.of(1_000, 300, 500), 16);

    @Test
    void place_oneBlock_goesIntoTheSmallestRegionThatHoldsIt() {
        assertThat(HEAP.place(List.of(284))).contains(ImmutableLongArray.of(0, 300, 0));
        assertThat(HEAP.place(List.of(285))).contains(ImmutableLongArray.of(0, 0, 301));
        assertThat(HEAP.place(List.of(485))).contains(ImmutableLongArray.of(501, 0, 0));
    }

    @Test
    void place_smallBlocksFirst_largestIsPlacedFirstAllTheSame() {
        assertThat(HEAP.place(List.of(100, 984, 168, 484))).contains(ImmutableLongArray.of(1_000, 300, 500));
    }

    @Test
    void place_sumIsFreeButNoRegionHoldsIt_empty() {
        assertThat(HEAP.place(List.of(985))).isEmpty();
        assertThat(HEAP.place(List.of(484, 484, 484, 484))).isEmpty();
    }

    @Test
    void place_noBlocks_takesNothing() {
        assertThat(HEAP.place(List.of())).contains(ImmutableLongArray.of(0, 0, 0));
    }

    @Test
    void place_largestInteger_doesNotOverflow() {
        assertThat(HEAP.place(List.of(Integer.MAX_VALUE))).isEmpty();
    }

    @Test
    void with_whatWasTaken_isAsBefore() {
        ImmutableLongArray taken = HEAP.place(List.of(984, 100)).orElseThrow();

        assertThat(HEAP.without(taken).freeBytes()).isEqualTo(ImmutableLongArray.of(0, 184, 500));
        assertThat(HEAP.without(taken).with(taken)).isEqualTo(HEAP);
    }

    @Test
    void largestBlockBytes_regionsFull_isZero() {
        assertThat(HEAP.largestBlockBytes()).isEqualTo(984);
        assertThat(new HeapRegions(ImmutableLongArray.of(10), 16).largestBlockBytes())
                .isZero();
        assertThat(new HeapRegions(ImmutableLongArray.of(), 16).largestBlockBytes())
                .isZero();
    }
}
