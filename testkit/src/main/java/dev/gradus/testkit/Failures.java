package dev.gradus.testkit;

import dev.gradus.security.SecureMqttException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.assertj.core.api.ThrowableAssert;

/** How contracts look into failures. */
final class Failures {

    static final InstanceOfAssertFactory<SecureMqttException, ThrowableAssert<SecureMqttException>> SECURE_MQTT =
            InstanceOfAssertFactories.throwable(SecureMqttException.class);

    private Failures() {}
}
