// Properties of the paho Java client as JSON and back. Its names are those of the Standard but for
// a few.
import com.google.gson.*;
import java.util.*;
import org.eclipse.paho.mqttv5.common.packet.*;

class Properties5 {
    private static final Map<String, String> OWN_NAMES =
        Map.of("request_response_information", "requestResponseInfo", "request_problem_information",
            "requestProblemInfo", "response_information", "responseInfo",
            "payload_format_indicator", "payloadFormat", "maximum_qos", "maximumQoS",
            "wildcard_subscription_available", "wildcardSubscriptionsAvailable");
    // Of those the library does not tell whether they came: they are not told if they are as
    // without.
    private static final Map<String, Integer> OTHERWISE = Map.of("payload_format_indicator", 0,
        "retain_available", 1, "wildcard_subscription_available", 1,
        "subscription_identifiers_available", 1, "shared_subscription_available", 1);

    private static String ownName(String prefix, String name) {
        String own = OWN_NAMES.getOrDefault(name, LineJson.camel(name));
        return prefix + Character.toUpperCase(own.charAt(0)) + own.substring(1);
    }

    /** Sets the properties of a command in an object of the library. */
    static <T> T given(T own, JsonObject fields) throws Exception {
        JsonObject properties = fields.getAsJsonObject("properties");
        if (properties == null) return own;
        for (var each : properties.entrySet()) {
            String name = each.getKey();
            if (name.equals("user_property")) {
                List<UserProperty> all = new ArrayList<>();
                for (JsonElement pair : each.getValue().getAsJsonArray())
                    all.add(new UserProperty(pair.getAsJsonArray().get(0).getAsString(),
                        pair.getAsJsonArray().get(1).getAsString()));
                own.getClass().getMethod("setUserProperties", List.class).invoke(own, all);
            } else if (each.getValue().isJsonArray()) {
                List<Integer> all = new ArrayList<>();
                each.getValue().getAsJsonArray().forEach(one -> all.add(one.getAsInt()));
                own.getClass().getMethod("setSubscriptionIdentifiers", List.class).invoke(own, all);
            } else {
                LineJson.set(own.getClass(), own, ownName("set", name), each.getValue());
            }
        }
        return own;
    }

    /** The properties of an event. */
    static JsonObject seen(LineJson driver, String ev, MqttProperties all) {
        return all == null ? null : driver.seen(ev, name -> value(all, name));
    }

    private static Object value(MqttProperties all, String name) {
        if (name.equals("user_property"))
            return all.getUserProperties()
                .stream()
                .map(one -> List.of(one.getKey(), one.getValue()))
                .toList();
        if (name.equals("subscription_identifier")) return all.getSubscriptionIdentifiers();
        Object value = LineJson.get(MqttProperties.class, all, ownName("get", name));
        if (value == null) value = LineJson.get(MqttProperties.class, all, ownName("is", name));
        if (value instanceof Boolean bool) value = bool ? 1 : 0;
        return Objects.equals(value, OTHERWISE.get(name)) ? null : value;
    }
}
