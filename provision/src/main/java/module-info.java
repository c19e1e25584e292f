/** Certificates, password files and mosquitto configurations. */
module dev.gradus.provision {
    requires static transitive org.jspecify;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;

    exports dev.gradus.provision;
}
