/** The API, values, levels and SPI of Gradus, with L0, L1 and the engine behind all clients. */
module dev.gradus.core {
    requires static transitive org.jspecify;

    exports dev.gradus;
    exports dev.gradus.client;
    exports dev.gradus.message;
    exports dev.gradus.password;
    exports dev.gradus.security;
    exports dev.gradus.spi;

    uses dev.gradus.spi.MqttTransport;
    uses dev.gradus.spi.StrategyProvider;

    provides dev.gradus.spi.StrategyProvider with
            dev.gradus.password.PasswordAuthenticationProvider;
}
