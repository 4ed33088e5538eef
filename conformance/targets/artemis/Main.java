// Artemis, configured by broker.xml in $folder. If security is enabled it knows the user of $login.
import java.util.Set;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

class Main implements ActiveMQSecurityManager {
    @Override
    public boolean validateUser(String name, String password) {
        return System.getenv("login").equals(name + ":" + password);
    }

    @Override
    public boolean validateUserAndRole(String name, String password, Set<Role> r, CheckType c) {
        return validateUser(name, password);
    }

    public static void main(String[] args) throws Exception {
        new EmbeddedActiveMQ()
            .setConfigResourcePath("file:" + System.getenv("folder") + "/broker.xml")
            .setSecurityManager(new Main())
            .start();
    }
}
