/** L2: payload encryption end to end, usable with any MQTT client. */
module dev.gradus.payload.aes {
    requires com.google.gson;
    requires org.crac;
    requires org.bouncycastle.provider;
    requires transitive dev.gradus.core;
    requires static transitive org.jspecify;

    exports dev.gradus.payload;

    provides dev.gradus.spi.StrategyProvider with
            dev.gradus.payload.PayloadEncryptionProvider;
}
