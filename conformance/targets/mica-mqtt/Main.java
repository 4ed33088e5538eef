// The server of mica-mqtt, for everybody or only for the user of $login.
import org.dromara.mica.mqtt.core.server.MqttServer;

class Main {
    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(System.getenv("port"));
        String[] login = System.getenv("login").split(":", 2);
        var server = MqttServer.create()
            .maxClientIdLength(65535)
            .enableMqtt(listener -> listener.serverNode("127.0.0.1", port).build());
        if (login.length == 2) server.usernamePassword(login[0], login[1]);
        server.start();
        Thread.currentThread().join();
    }
}
