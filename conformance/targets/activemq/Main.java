// ActiveMQ Classic with a connector for MQTT, for everybody or only for the user of $login.
import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.SimpleAuthenticationPlugin;

class Main {
    public static void main(String[] args) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setDataDirectory(System.getenv("folder"));
        broker.setPersistent(false);
        broker.setUseJmx(false);
        String[] login = System.getenv("login").split(":", 2);
        if (login.length == 2) {
            var user = new AuthenticationUser(login[0], login[1], "users");
            var users = new SimpleAuthenticationPlugin(List.of(user));
            broker.setPlugins(new BrokerPlugin[] {users});
        }
        broker.addConnector("mqtt://127.0.0.1:" + System.getenv("port"));
        broker.start();
        broker.waitUntilStopped();
    }
}
