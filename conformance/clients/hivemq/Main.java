// The driver of hivemq-mqtt-client, whose interfaces for the two versions have nothing in common.
import com.google.gson.JsonObject;
import com.hivemq.client.mqtt.*;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.*;
import java.util.function.Supplier;

class Main {
    public static void main(String[] args) throws IOException {
        new LineJson(args[0], "1.3.10",
            (driver, fields)
                -> driver.version.equals("5.0") ? new Client5(driver, fields)
                                                : new Client3(driver, fields),
            "version", "client_id", "host", "port", "connect_timeout_s", "auto_reconnect")
            .run();
    }

    /**
     * Tells that a connection is gone when `connect` was answered, and when the client object can
     * connect again: listeners are told before both.
     */
    static void gone(LineJson driver, MqttClient client, Supplier<CompletableFuture<?>> connected,
        Runnable tell) {
        driver.worker.execute(() -> {
            boolean isManual = client.getConfig().getAutomaticReconnect().isEmpty();
            while (!connected.get().isDone() && isManual) Thread.yield();
            while (Set.of(MqttClientState.CONNECTED, MqttClientState.CONNECTING)
                    .contains(client.getState()))
                Thread.yield();
            tell.run();
        });
    }

    /** Sets what both versions have in common. */
    static <B extends MqttClientBuilderBase<B>> B common(B builder, JsonObject fields) {
        if (fields.has("client_id"))
            builder = builder.identifier(LineJson.text(fields, "client_id", ""));
        if (LineJson.flag(fields, "auto_reconnect"))
            builder = builder.automaticReconnectWithDefaultConfig();
        var transport = builder.transportConfig()
                            .serverHost(LineJson.text(fields, "host", ""))
                            .serverPort(LineJson.number(fields, "port", 0));
        if (fields.has("connect_timeout_s"))
            transport = transport.mqttConnectTimeout(
                LineJson.number(fields, "connect_timeout_s", 10), TimeUnit.SECONDS);
        return transport.applyTransportConfig();
    }
}
