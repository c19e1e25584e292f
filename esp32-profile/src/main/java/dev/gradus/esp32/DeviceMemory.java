package dev.gradus.esp32;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;

/**
 * The memory of a device and what TLS takes of it.
 *
 * @param device the device's name, for messages
 * @param heap the heap's regions with nothing in them
 * @param tls the blocks that a TLS connection holds while it lasts, in bytes
 * @param tlsHandshake the blocks that it holds at the peak of its handshake, in bytes
 */
record DeviceMemory(String device, HeapRegions heap, ImmutableList<Integer> tls, ImmutableList<Integer> tlsHandshake) {

    /**
     * The largest block that the heap can give with the Arduino core and WiFi running, in bytes. Source: GitHub issue
     * espressif/arduino-esp32#5346. It lies in the D/IRAM region of 113,840 bytes that the boot log in ESP-IDF's
     * "Heap Memory Allocation" (mem_alloc.rst) shows, which no static data reaches into.
     */
    private static final long LARGEST_REGION_BYTES = 113_792;

    /**
     * All memory that is free and can be addressed by bytes, in the same state. Source: the same issue,
     * heap_caps_get_free_size. (ESP.getFreeHeap() says 222,892 there: it counts IRAM that holds 32-bit words only.)
     */
    private static final long FREE_BYTES = 155_536;

    /**
     * What a block costs beside its content, in bytes. Assumed, not measured: the allocator's header, and the marks in
     * front and behind of the light heap poisoning that arduino-esp32's sdkconfig turns on.
     */
    private static final int BLOCK_OVERHEAD_BYTES = 16;

    /**
     * Each of the two record buffers, in bytes. Measured: the largest allocation of mbedTLS 2.28, built for 32 bits with
     * a counting allocator and records of 16,384 bytes in both directions, as arduino-esp32 has them
     * (tools/sdk/esp32/sdkconfig, MAX_CONTENT_LEN).
     */
    private static final int TLS_RECORD_BUFFER_BYTES = 16_717;

    /**
     * All else that TLS holds while the connection lasts, in bytes: 39,204 in all by the same measurement with an
     * RSA-2048 certificate, less the two buffers. Taken as one block, though it is many small ones.
     */
    private static final int TLS_REST_BYTES = 5_770;

    /**
     * What the handshake takes on top, in bytes: 42,916 at its peak, by the same measurement. ESP-IDF's mbedtls.rst has
     * 42,196 in all; GitHub issue espressif/esp-mqtt#91 saw 41,544 go.
     */
    private static final int TLS_HANDSHAKE_EXTRA_BYTES = 3_712;

    /** An ESP32-WROOM with the Arduino core and WiFi on. What is outside the largest block counts as one region. */
    static final DeviceMemory WROOM = new DeviceMemory(
            "ESP32-WROOM",
            new HeapRegions(
                    ImmutableLongArray.of(LARGEST_REGION_BYTES, FREE_BYTES - LARGEST_REGION_BYTES),
                    BLOCK_OVERHEAD_BYTES),
            ImmutableList.of(TLS_RECORD_BUFFER_BYTES, TLS_RECORD_BUFFER_BYTES, TLS_REST_BYTES),
            ImmutableList.of(
                    TLS_RECORD_BUFFER_BYTES, TLS_RECORD_BUFFER_BYTES, TLS_REST_BYTES + TLS_HANDSHAKE_EXTRA_BYTES));
}
