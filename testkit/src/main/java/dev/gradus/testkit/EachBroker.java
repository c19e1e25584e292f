package dev.gradus.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test once on each broker, in invocations named {@code artemis} and {@code mosquitto}. The test takes the
 * broker as a parameter of type {@link TestBroker}:
 *
 * <pre>{@code
 * @EachBroker(BrokerSecurity.TLS_PASSWORD)
 * void connect_rightPassword_connected(TestBroker broker) { ... }
 * }</pre>
 *
 * <p>A broker is started when the first test asks for it, serves all tests of the JVM that ask for the same, and is
 * closed after the last; so a test uses topics of its own. Where mosquitto isn't installed its invocation is aborted.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(EachBrokerExtension.class)
public @interface EachBroker {

    /**
     * How the brokers are secured.
     *
     * @return the security
     */
    BrokerSecurity value();
}
