// Properties of hivemq-mqtt-client as JSON and back. Its names are those of the Standard but for a
// few.
import com.google.gson.*;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.*;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.*;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import java.util.List;

class Properties5 {
    /** Sets properties of a command in a builder. */
    static void given(Class<?> type, Object builder, JsonObject properties) throws Exception {
        if (properties == null) return;
        for (var each : properties.entrySet()) {
            String name = LineJson.camel(each.getKey());
            if (name.equals("userProperty")) {
                type.getMethod("userProperties", Mqtt5UserProperties.class)
                    .invoke(builder, pairs(each.getValue()));
            } else if (name.equals("payloadFormatIndicator")) {
                var indicator = Mqtt5PayloadFormatIndicator.fromCode(each.getValue().getAsInt());
                if (indicator == null)
                    throw new LineJson.Unsupported("properties." + each.getKey());
                type.getMethod(name, Mqtt5PayloadFormatIndicator.class).invoke(builder, indicator);
            } else {
                LineJson.set(type, builder, name, each.getValue());
            }
        }
    }

    private static Mqtt5UserProperties pairs(JsonElement list) {
        var all = Mqtt5UserProperties.builder();
        for (JsonElement each : list.getAsJsonArray())
            all.add(each.getAsJsonArray().get(0).getAsString(),
                each.getAsJsonArray().get(1).getAsString());
        return all.build();
    }

    /** The properties of an event in a packet. */
    static JsonObject seen(LineJson driver, String ev, Class<?> type, Object packet) {
        return driver.seen(ev, name -> value(type, packet, name));
    }

    private static Object value(Class<?> type, Object packet, String name) {
        if (name.equals("user_property")) {
            var all = (Mqtt5UserProperties) LineJson.get(type, packet, "getUserProperties");
            return all.asList()
                .stream()
                .map(one -> List.of(one.getName(), one.getValue()))
                .toList();
        }
        if (packet instanceof Mqtt5ConnAck answer) {
            if (name.equals("authentication_method"))
                return answer.getEnhancedAuth().map(one -> one.getMethod()).orElse(null);
            if (name.equals("authentication_data"))
                return answer.getEnhancedAuth().flatMap(one -> one.getData()).orElse(null);
            Object value = named(Mqtt5ConnAckRestrictions.class, answer.getRestrictions(), name);
            if (value != null) return value;
        }
        if (name.startsWith("authentication_")) name = name.substring(15); // of AUTH
        return named(type, packet, name);
    }

    private static Object named(Class<?> type, Object object, String name) {
        String camel = LineJson.camel("get_" + name);
        for (String prefix : List.of("get", "is", "are")) {
            Object value = LineJson.get(type, object, prefix + camel.substring(3));
            if (value instanceof MqttQos qos) return qos.getCode();
            if (value instanceof Mqtt5PayloadFormatIndicator indicator) return indicator.getCode();
            if (value != null) return value;
        }
        return null;
    }
}
