/** The API, values, levels and SPI of Gradus, with L0, L1 and the engine behind all clients. */
module dev.gradus.core {
    requires static transitive org.jspecify;

    exports dev.gradus.client;
    exports dev.gradus.message;
    exports dev.gradus.security;
    exports dev.gradus.spi;
}
