package dev.gradus.mqtt.paho;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.jspecify.annotations.Nullable;

/**
 * Turns Paho's answer into a future's.
 *
 * @param future what is completed
 * @param answer what it is completed with
 * @param failure Paho's failure in our words
 */
record Completion<T extends @Nullable Object>(
        CompletableFuture<T> future, Function<IMqttToken, T> answer, UnaryOperator<Throwable> failure)
        implements IMqttActionListener {

    @Override
    public void onSuccess(IMqttToken token) {
        future.complete(answer.apply(token));
    }

    @Override
    public void onFailure(IMqttToken token, Throwable cause) {
        future.completeExceptionally(failure.apply(cause));
    }
}
