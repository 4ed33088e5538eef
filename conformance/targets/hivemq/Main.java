// HiveMQ CE that lets everybody do everything, or only the user of $login.
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.parameter.*;
import com.hivemq.extension.sdk.api.services.Services;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class Main implements ExtensionMain {
    static final String login = System.getenv("login");

    static boolean known(ConnectPacket connect) {
        String name = connect.getUserName().orElse("");
        String password = connect.getPassword()
            .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString()).orElse("");
        return login.isEmpty() || login.equals(name + ":" + password);
    }

    @Override
    public void extensionStart(ExtensionStartInput in, ExtensionStartOutput out) {
        SimpleAuthenticator all = (i, o) -> {
            if (i.getConnectPacket().getAuthenticationMethod().isPresent())
                o.failAuthentication(ConnackReasonCode.BAD_AUTHENTICATION_METHOD);
            else if (known(i.getConnectPacket())) o.authenticateSuccessfully();
            else o.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD);
        };
        Services.securityRegistry().setAuthenticatorProvider(each -> all);
    }

    @Override
    public void extensionStop(ExtensionStopInput in, ExtensionStopOutput out) {}

    public static void main(String[] args) {
        Path folder = Path.of(System.getenv("folder"));
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(folder.resolve("conf"))
            .withDataFolder(folder.resolve("data"))
            .withExtensionsFolder(folder.resolve("extensions"))
            .withEmbeddedExtension(EmbeddedExtension.builder().withId("users").withName("users")
                .withVersion("1").withExtensionMain(new Main()).build())
            .build().start().join();
    }
}
