// The driver of hivemq-mqtt-client, whose interfaces for the two versions have nothing in common.
import com.google.gson.*;
import com.hivemq.client.mqtt.*;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.*;
import java.util.function.*;

class Main extends LineJson {
    private Main(String path) throws IOException { super(path, "1.3.10"); }

    /** What a version does. */
    interface Client {
        void connect(JsonObject fields) throws Exception;
        void sub(JsonElement tag, JsonObject fields) throws Exception;
        void unsub(JsonElement tag, JsonObject fields) throws Exception;
        void publish(JsonObject fields, BiConsumer<JsonObject, Throwable> done) throws Exception;
        void disconnect(JsonElement tag, JsonObject fields) throws Exception;
        default void auth(JsonElement tag, JsonObject fields) throws Exception {}
    }

    private Client client;

    @Override void connect(JsonElement tag, JsonObject fields) throws Exception {
        fixed(fields, "version", "client_id", "host", "port", "connect_timeout_s", "auto_reconnect");
        if (client == null) client = version.equals("5.0") ? new Client5(this, fields) : new Client3(this, fields);
        client.connect(fields);
    }

    /**
     * Tells that a connection is gone when `connect` was answered, and when the client object can connect
     * again: listeners are told before both.
     */
    static void gone(LineJson driver, MqttClient client, Supplier<CompletableFuture<?>> connected, Runnable tell) {
        driver.worker.execute(() -> {
            boolean isManual = client.getConfig().getAutomaticReconnect().isEmpty();
            while (!connected.get().isDone() && isManual) Thread.yield();
            while (Set.of(MqttClientState.CONNECTED, MqttClientState.CONNECTING).contains(client.getState()))
                Thread.yield();
            tell.run();
        });
    }

    /** Sets what both versions have in common. */
    static <B extends MqttClientBuilderBase<B>> B common(B builder, JsonObject fields) {
        if (fields.has("client_id")) builder = builder.identifier(text(fields, "client_id", ""));
        if (flag(fields, "auto_reconnect")) builder = builder.automaticReconnectWithDefaultConfig();
        var transport = builder.transportConfig().serverHost(text(fields, "host", "")).serverPort(number(fields, "port", 0));
        if (fields.has("connect_timeout_s"))
            transport = transport.mqttConnectTimeout(number(fields, "connect_timeout_s", 10), TimeUnit.SECONDS);
        return transport.applyTransportConfig();
    }

    @Override void sub(JsonElement tag, JsonObject fields) throws Exception { client.sub(tag, fields); }
    @Override void unsub(JsonElement tag, JsonObject fields) throws Exception { client.unsub(tag, fields); }
    @Override void disconnect(JsonElement tag, JsonObject fields) throws Exception { client.disconnect(tag, fields); }
    @Override void auth(JsonElement tag, JsonObject fields) throws Exception { client.auth(tag, fields); }
    @Override void publish(JsonObject fields, BiConsumer<JsonObject, Throwable> done) throws Exception {
        client.publish(fields, done);
    }

    public static void main(String[] args) throws IOException { new Main(args[0]).run(); }
}
