// Commands in, events out: what the drivers in Java share.
import com.google.gson.*;
import java.io.*;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;

class LineJson {
    static final Set<String> BINARY =
        Set.of("payload", "password", "correlation_data", "authentication_data");
    static final PrintStream OUT =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);

    /** The field that a driver does not do. */
    static class Unsupported extends RuntimeException {
        Unsupported(String field) { super(field); }
    }

    final JsonObject ready;
    final ExecutorService worker = Executors.newSingleThreadExecutor();
    String version;
    private volatile JsonElement connecting, disconnecting;
    private JsonObject made;

    /** What a driver does with a client object of its library. */
    interface Client {
        void connect(JsonObject fields) throws Exception;
        void sub(JsonElement tag, JsonObject fields) throws Exception;
        void unsub(JsonElement tag, JsonObject fields) throws Exception;
        /**
         * Publishes one message; `done` is called when it is complete, with an event or an error.
         */
        void publish(JsonObject fields, BiConsumer<JsonObject, Throwable> done) throws Exception;
        void disconnect(JsonElement tag, JsonObject fields) throws Exception;
        default void auth(JsonElement tag, JsonObject fields) throws Exception {}
    }

    /** Makes the client object when the first connect comes. */
    interface Factory {
        Client make(LineJson driver, JsonObject fields) throws Exception;
    }

    private final Factory factory;
    private final String[] fixed;
    private Client client;

    /** `fixed` are the fields of connect that a client object takes only when it is made. */
    LineJson(String path, String libraryVersion, Factory factory, String... fixed)
        throws IOException {
        this.factory = factory;
        this.fixed = fixed;
        ready = JsonParser.parseString(Files.readString(Path.of(path))).getAsJsonObject();
        ready.addProperty("version", libraryVersion);
        version = ready.getAsJsonObject("versions").keySet().iterator().next();
    }

    void run() throws IOException {
        say("ready", null, ready);
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = input.readLine()) != null;) {
            JsonObject command;
            try {
                command = JsonParser.parseString(line).getAsJsonObject();
                if (!command.has("do")) throw new IllegalArgumentException("no command");
            } catch (RuntimeException error) {
                say("err", null, event("on", "line", "text", error.toString()));
                continue;
            }
            if (text(command, "do", "").equals("quit")) break;
            worker.execute(() -> obey(command));
        }
        System.exit(0);
    }

    private void obey(JsonObject command) {
        String on = text(command, "do", "");
        JsonElement tag = command.get("tag");
        try {
            if (on.equals("connect")) {
                if (!ready.getAsJsonObject("versions").has(text(command, "version", "")))
                    throw new Unsupported("version");
                version = text(command, "version", "");
            }
            JsonElement takes = caps().getAsJsonObject("takes").get(on);
            if (takes == null) {
                say("unsupported", tag, event("on", on));
                return;
            }
            command.remove("do");
            command.remove("tag");
            JsonObject fields = take(command, names(takes), "").getAsJsonObject();
            if (client == null && !on.equals("connect"))
                throw new IllegalStateException("there was no connect");
            if (made == null) made = fields;
            if (on.equals("connect")) connecting = tag;
            if (on.equals("disconnect")) disconnecting = tag;
            switch (on) {
                case "connect" -> connect(fields);
                case "sub" -> client.sub(tag, fields);
                case "unsub" -> client.unsub(tag, fields);
                case "pub" -> new Publishing(tag, fields);
                case "disconnect" -> client.disconnect(tag, fields);
                default -> client.auth(tag, fields);
            }
        } catch (Unsupported error) {
            say("unsupported", tag, event("on", on, "field", error.getMessage()));
        } catch (Exception error) { failed(on, tag, error); }
    }

    /** One command `pub`. */
    private class Publishing {
        final JsonElement tag;
        final JsonObject fields;
        int left, n = 0;

        Publishing(JsonElement tag, JsonObject fields) throws Exception {
            this.tag = tag;
            this.fields = fields;
            left = number(fields, "repeat", 1);
            if (fields.has("size"))
                fields.add("payload", hexed("x".repeat(number(fields, "size", 0)).getBytes()));
            for (int i = Math.min(left, number(fields, "window", 1)); i > 0; --i) next();
        }

        void next() {
            if (left-- <= 0) return;
            int mine = n++;
            try {
                client.publish(fields, (event, error) -> {
                    if (error == null) event.addProperty("n", mine);
                    if (error == null) say("done", tag, event);
                    else say("err", tag, event("on", "pub", "n", mine, "text", error.toString()));
                    worker.execute(this::next);
                });
            } catch (Unsupported error) { throw error; } catch (Exception error) {
                say("err", tag, event("on", "pub", "n", mine, "text", error.toString()));
                worker.execute(this::next);
            }
        }
    }

    JsonObject caps() { return ready.getAsJsonObject("versions").getAsJsonObject(version); }

    private void connect(JsonObject fields) throws Exception {
        for (String name : fixed)
            if (!Objects.equals(fields.get(name), made.get(name))) throw new Unsupported(name);
        if (client == null) client = factory.make(this, fields);
        client.connect(fields);
    }

    void up(boolean accepted, JsonObject event) {
        JsonElement tag = connecting;
        connecting = null;
        say(accepted ? "up" : "refused", tag, event);
    }

    /** A connection is up that the library made by itself. */
    void upAgain() {
        if (connecting == null) say("up", null, new JsonObject());
    }

    void down(JsonObject event) {
        boolean isError = connecting != null;
        JsonElement tag = isError ? connecting : disconnecting;
        connecting = disconnecting = null; // first, since the next connect follows what is said
        if (isError) event.addProperty("on", "connect");
        say(isError ? "err" : "down", tag, event);
    }

    void failed(String on, JsonElement tag, Throwable error) {
        if (tag == null) tag = connecting;
        if (on.equals("connect")) connecting = null;
        if (on.equals("disconnect")) disconnecting = null;
        say("err", tag, event("on", on, "text", error.toString()));
    }

    static synchronized void say(String ev, JsonElement tag, JsonObject fields) {
        fields.addProperty("ev", ev);
        if (tag != null) fields.add("tag", tag);
        OUT.print(fields + "\n");
        OUT.flush();
    }

    /** An event of names and values, less those that are null. */
    static JsonObject event(Object... all) {
        JsonObject event = new JsonObject();
        for (int i = 0; i < all.length; i += 2)
            if (all[i + 1] != null) event.add((String) all[i], shown(all[i + 1]));
        return event;
    }

    static JsonElement hexed(byte[] data) {
        JsonObject hex = new JsonObject();
        hex.addProperty("hex", HexFormat.of().formatHex(data));
        return hex;
    }

    /** Any value of a library as it stands in an event. */
    static JsonElement shown(Object value) {
        if (value instanceof JsonElement element) return element;
        if (value instanceof Number number) return new JsonPrimitive(number);
        if (value instanceof Boolean bool) return new JsonPrimitive(bool);
        if (value instanceof byte[] bytes) return hexed(bytes);
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return hexed(bytes);
        }
        if (value instanceof Collection<?> list) {
            JsonArray array = new JsonArray();
            list.forEach(each -> array.add(shown(each)));
            return array;
        }
        return new JsonPrimitive(value.toString());
    }

    private static Set<String> names(JsonElement list) {
        Set<String> names = new HashSet<>();
        list.getAsJsonArray().forEach(each -> names.add(each.getAsString()));
        return names;
    }

    /** The properties of an event that it can tell, of which `get` finds the values. */
    JsonObject seen(String ev, Function<String, Object> get) {
        JsonObject all = new JsonObject();
        for (String field : names(caps().getAsJsonObject("shows").get(ev))) {
            if (!field.startsWith("properties.")) continue;
            Object value = get.apply(field.substring(11));
            if (value instanceof Collection<?> list && list.isEmpty()) value = null;
            if (value instanceof Boolean bool) value = bool ? 1 : 0;
            if (value != null) all.add(field.substring(11), shown(value));
        }
        return all.size() > 0 ? all : null;
    }

    /** Text as a string, binary data as hex. */
    private static JsonElement take(JsonElement value, Set<String> takes, String path) {
        if (value instanceof JsonArray list) {
            JsonArray all = new JsonArray();
            list.forEach(each -> all.add(take(each, takes, path)));
            return all;
        }
        boolean isHex = value instanceof JsonObject one && one.keySet().equals(Set.of("hex"));
        if (value instanceof JsonObject object && !isHex) {
            JsonObject all = new JsonObject();
            String below = path.isEmpty() ? "" : path + ".";
            object.entrySet().forEach(each
                -> all.add(each.getKey(), take(each.getValue(), takes, below + each.getKey())));
            return all;
        }
        if (!takes.contains(path)) throw new Unsupported(path);
        boolean isBinary = BINARY.contains(path.substring(path.lastIndexOf('.') + 1));
        if (isBinary)
            return isHex ? value : hexed(value.getAsString().getBytes(StandardCharsets.UTF_8));
        if (!isHex) return value;
        byte[] data = bytes(value);
        String text = new String(data, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), data))
            throw new Unsupported(path);
        return new JsonPrimitive(text);
    }

    static byte[] bytes(JsonElement value) {
        return value == null
            ? new byte[0]
            : HexFormat.of().parseHex(value.getAsJsonObject().get("hex").getAsString());
    }

    static String text(JsonObject fields, String name, String otherwise) {
        return fields.has(name) ? fields.get(name).getAsString() : otherwise;
    }

    /** Binary data that the library takes as text only. */
    static String utf8(JsonObject fields, String name) {
        byte[] data = bytes(fields.get(name));
        String text = new String(data, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), data))
            throw new Unsupported(name);
        return text;
    }

    static String[] texts(JsonArray all) {
        String[] texts = new String[all.size()];
        for (int i = 0; i < texts.length; ++i) texts[i] = all.get(i).getAsString();
        return texts;
    }

    static int number(JsonObject fields, String name, int otherwise) {
        return fields.has(name) ? fields.get(name).getAsInt() : otherwise;
    }

    static boolean flag(JsonObject fields, String name) {
        return fields.has(name) && fields.get(name).getAsBoolean();
    }

    static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_"))
            camel.append(camel.length() == 0
                    ? word
                    : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        return camel.toString();
    }

    /** Calls the method of that name which takes a value of the kind of `value`. */
    static void set(Class<?> type, Object target, String name, JsonElement value) throws Exception {
        for (Method method : type.getMethods()) {
            if (!method.getName().equals(name) || method.getParameterCount() != 1) continue;
            Object own = converted(value, method.getParameterTypes()[0]);
            if (own == null) continue;
            try {
                method.invoke(target, own);
            } catch (java.lang.reflect.InvocationTargetException error) {
                throw error.getCause() instanceof Exception cause ? cause : error;
            }
            return;
        }
        throw new Unsupported("properties: " + name);
    }

    private static Object converted(JsonElement value, Class<?> type) {
        boolean isNumber = value instanceof JsonPrimitive one && one.isNumber();
        if (type == boolean.class && isNumber) return value.getAsInt() == 1;
        if ((type == int.class || type == Integer.class) && isNumber) return value.getAsInt();
        if ((type == long.class || type == Long.class) && isNumber) return value.getAsLong();
        if (type == String.class && value instanceof JsonPrimitive && !isNumber)
            return value.getAsString();
        if (type == byte[].class && value instanceof JsonObject) return bytes(value);
        return null;
    }

    /**
     * What a getter without arguments returns, less its Optional; null if there is no such getter.
     */
    static Object get(Class<?> type, Object target, String name) {
        try {
            Object value = type.getMethod(name).invoke(target);
            if (value instanceof Optional<?> one) return one.orElse(null);
            if (value instanceof OptionalInt one) return one.isPresent() ? one.getAsInt() : null;
            if (value instanceof OptionalLong one) return one.isPresent() ? one.getAsLong() : null;
            return value;
        } catch (NoSuchMethodException error) {
            return null;
        } catch (ReflectiveOperationException error) { throw new IllegalStateException(error); }
    }
}
