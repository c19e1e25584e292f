/** L3: the connection to the broker in TLS. */
module dev.gradus.transport.tls {
    requires static transitive org.jspecify;
    requires transitive dev.gradus.core;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;

    exports dev.gradus.tls;

    provides dev.gradus.spi.StrategyProvider with
            dev.gradus.tls.TlsProvider;
}
