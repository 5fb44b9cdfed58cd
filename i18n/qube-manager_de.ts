<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd antwortet nicht</translation>
    </message>
    <message>
        <source>A backup or restore is running; see below</source>
        <translation>Eine Sicherung oder Wiederherstellung läuft; siehe unten</translation>
    </message>
    <message>
        <source>There are no qubes</source>
        <translation>Es gibt keine Qubes</translation>
    </message>
    <message>
        <source>Select one qube</source>
        <translation>Wählen Sie einen Qube aus</translation>
    </message>
    <message>
        <source>Select the qubes to remove</source>
        <translation>Wählen Sie die Qubes aus, die entfernt werden sollen</translation>
    </message>
    <message>
        <source>Make a new qube (Ctrl+N)</source>
        <translation>Einen neuen Qube anlegen (Strg+N)</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive (Ctrl+R)</source>
        <translation>Qubes aus einem Archiv zurückholen (Strg+R)</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive (Ctrl+B)</source>
        <translation>Qubes in ein verschlüsseltes Archiv sichern (Strg+B)</translation>
    </message>
    <message>
        <source>Settings of the selected qube (Ctrl+E, or double click)</source>
        <translation>Einstellungen des ausgewählten Qubes (Strg+E oder Doppelklick)</translation>
    </message>
    <message>
        <source>Make a second qube like it (Ctrl+D)</source>
        <translation>Einen zweiten Qube wie diesen anlegen (Strg+D)</translation>
    </message>
    <message>
        <source>Give it another name (F2)</source>
        <translation>Ihm einen anderen Namen geben (F2)</translation>
    </message>
    <message>
        <source>Remove the selected qubes (Del)</source>
        <translation>Die ausgewählten Qubes entfernen (Entf)</translation>
    </message>
</context>
<context>
    <name>BackupRun</name>
    <message>
        <source>The archive is {path}</source>
        <translation>Das Archiv ist {path}</translation>
    </message>
</context>
<context>
    <name>BackupWizard</name>
    <message>
        <source>Back up qubes</source>
        <translation>Qubes sichern</translation>
    </message>
    <message numerus="yes">
        <source>Backing up %n qube(s)</source>
        <translation>
            <numerusform>%n Qube wird gesichert</numerusform>
            <numerusform>%n Qubes werden gesichert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>ChoiceModel</name>
    <message>
        <source>Qube</source>
        <translation>Qube</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>To save</source>
        <translation>Zu sichern</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>Left over from an unfinished restore; not saved</source>
        <translation>Rest einer unvollendeten Wiederherstellung; wird nicht gesichert</translation>
    </message>
    <message>
        <source>Running: saved as it was before its start</source>
        <translation>Läuft: gesichert wird der Stand vor dem Start</translation>
    </message>
</context>
<context>
    <name>CloneDialog</name>
    <message>
        <source>Clone {name}</source>
        <translation>{name} klonen</translation>
    </message>
    <message>
        <source>C&amp;lone</source>
        <translation>&amp;Klonen</translation>
    </message>
    <message>
        <source>A second qube with the same settings and data ({size}). Where the pool shares blocks it takes next to no space.</source>
        <translation>Ein zweiter Qube mit denselben Einstellungen und Daten ({size}). Wo der Speicher Blöcke teilt, braucht er fast keinen Platz.</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message numerus="yes">
        <source>%n qube(s) selected</source>
        <translation>
            <numerusform>%n Qube ausgewählt</numerusform>
            <numerusform>%n Qubes ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>They use {size}</source>
        <translation>Belegt sind {size}</translation>
    </message>
    <message>
        <source>Select a qube to see its details</source>
        <translation>Einen Qube auswählen, um Einzelheiten zu sehen</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. Remove it and restore it again.</source>
        <translation>Die Wiederherstellung dieses Qubes wurde nicht fertig. Entfernen Sie ihn und stellen Sie ihn noch einmal wieder her.</translation>
    </message>
    <message numerus="yes">
        <source>template of %n qube(s)</source>
        <translation>
            <numerusform>Vorlage von %n Qube</numerusform>
            <numerusform>Vorlage von %n Qubes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>gives network to %n qube(s)</source>
        <translation>
            <numerusform>gibt %n Qube Netz</numerusform>
            <numerusform>gibt %n Qubes Netz</numerusform>
        </translation>
    </message>
    <message>
        <source>can give network</source>
        <translation>kann Netz geben</translation>
    </message>
    <message>
        <source>template for disposables</source>
        <translation>Vorlage für Einweg-Qubes</translation>
    </message>
    <message>
        <source>O&amp;verview</source>
        <translation>&amp;Übersicht</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Netz-Qube</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>Belegt / Größe</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>V&amp;olumes</source>
        <translation>&amp;Datenträger</translation>
    </message>
    <message>
        <source>Volumes of the qube</source>
        <translation>Datenträger des Qubes</translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation>Noti&amp;zen</translation>
    </message>
    <message>
        <source>This qube has no notes.</source>
        <translation>Dieser Qube hat keine Notizen.</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>Notizen des Qubes</translation>
    </message>
    <message>
        <source>F&amp;eatures</source>
        <translation>&amp;Merkmale</translation>
    </message>
    <message>
        <source>Features and tags of the qube</source>
        <translation>Merkmale und Schlagwörter des Qubes</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>qubesd does not answer, so nothing was changed. Reconnect and try again.</source>
        <translation>qubesd antwortet nicht, es wurde also nichts geändert. Verbinden Sie neu und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>qubesd and this program did not understand each other.</source>
        <translation>qubesd und dieses Programm haben einander nicht verstanden.</translation>
    </message>
    <message>
        <source>qubesd refused this; nothing was changed.</source>
        <translation>qubesd hat dies abgelehnt; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Something went wrong inside Qube Manager. The log has the details.</source>
        <translation>Im Qube Manager ist etwas schiefgegangen. Die Einzelheiten stehen im Protokoll.</translation>
    </message>
</context>
<context>
    <name>FacetBar</name>
    <message>
        <source>Kind:</source>
        <translation>Art:</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>Zustand:</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Alle zeigen</translation>
    </message>
    <message>
        <source>Show all qubes again</source>
        <translation>Wieder alle Qubes zeigen</translation>
    </message>
    <message>
        <source>{shown} of {total} qubes</source>
        <translation>{shown} von {total} Qubes</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n Qube</numerusform>
            <numerusform>%n Qubes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FeaturesModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>Schlagwort</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>There are no qubes yet. A store for them will be made in
{home}
It belongs to you alone, needs no administrator, and nothing outside it changes.</source>
        <translation>Noch gibt es keine Qubes. Ein Ort für sie wird angelegt in
{home}
Er gehört Ihnen allein, braucht keinen Verwalter, und außerhalb ändert sich nichts.</translation>
    </message>
    <message>
        <source>Copies are made at once and take no space on this file system.</source>
        <translation>Auf diesem Dateisystem entstehen Kopien sofort und brauchen keinen Platz.</translation>
    </message>
    <message>
        <source>Works on every file system; on this one a copy takes time and space.</source>
        <translation>Geht auf jedem Dateisystem; auf diesem kostet eine Kopie Zeit und Platz.</translation>
    </message>
    <message>
        <source>The older layout, for systems that have the device mapper.</source>
        <translation>Die ältere Anordnung, für Systeme mit Device Mapper.</translation>
    </message>
    <message>
        <source>The older layout. Without administrator and device mapper it can keep qubes, but not run those that share a template.</source>
        <translation>Die ältere Anordnung. Ohne Verwalterrechte und Device Mapper kann sie Qubes aufbewahren, aber solche mit gemeinsamer Vorlage nicht starten.</translation>
    </message>
    <message>
        <source>{choice} – recommended here</source>
        <translation>{choice} – hier empfohlen</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>Welcome to Qube Manager</source>
        <translation>Willkommen beim Qube Manager</translation>
    </message>
    <message>
        <source>How shall the disks of qubes be kept?</source>
        <translation>Wie sollen die Platten der Qubes aufbewahrt werden?</translation>
    </message>
    <message>
        <source>&amp;Shared files (file-reflink)</source>
        <translation>&amp;Geteilte Dateien (file-reflink)</translation>
    </message>
    <message>
        <source>&amp;Layered files (file)</source>
        <translation>Geschic&amp;htete Dateien (file)</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Anlegen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>{done} of {total} qubes saved</source>
        <translation>{done} von {total} Qubes gesichert</translation>
    </message>
    <message>
        <source>{done} of {total} qubes restored</source>
        <translation>{done} von {total} Qubes wiederhergestellt</translation>
    </message>
    <message>
        <source>{done} of {total} qubes verified</source>
        <translation>{done} von {total} Qubes geprüft</translation>
    </message>
    <message>
        <source>Cancelled: {result}</source>
        <translation>Abgebrochen: {result}</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>Es wurde nichts getan</translation>
    </message>
    <message>
        <source>it was not reached</source>
        <translation>er kam nicht an die Reihe</translation>
    </message>
    <message>
        <source>{result}; {qube} was not, because: {reason}.</source>
        <translation>{result}; {qube} nicht, denn: {reason}.</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
    <message>
        <source>{result}; not: {names}. The reasons are beside them.</source>
        <translation>{result}; nicht: {names}. Die Gründe stehen daneben.</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>wird abgebrochen …</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>An&amp;zeigen</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>Ab&amp;brechen</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>&amp;Ausblenden</translation>
    </message>
</context>
<context>
    <name>JobWizard</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>LeaveQuestion</name>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Weitermachen</translation>
    </message>
    <message>
        <source>{job} is not finished.</source>
        <translation>Noch nicht fertig: {job}.</translation>
    </message>
    <message>
        <source>&amp;Cancel it and close</source>
        <translation>Ab&amp;brechen und schließen</translation>
    </message>
</context>
<context>
    <name>ManagerWindow</name>
    <message>
        <source>Asking qubesd for its qubes…</source>
        <translation>qubesd wird nach seinen Qubes gefragt …</translation>
    </message>
    <message>
        <source>qubesd does not answer. The list shows what was known last; changes wait until it is back.</source>
        <translation>qubesd antwortet nicht. Die Liste zeigt den zuletzt bekannten Stand; Änderungen warten, bis er wieder da ist.</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>Neu ver&amp;binden</translation>
    </message>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd antwortet nicht</translation>
    </message>
    <message>
        <source>Make a new qube (Ctrl+N)</source>
        <translation>Einen neuen Qube anlegen (Strg+N)</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive (Ctrl+R)</source>
        <translation>Qubes aus einem Archiv zurückholen (Strg+R)</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive (Ctrl+B)</source>
        <translation>Qubes in ein verschlüsseltes Archiv sichern (Strg+B)</translation>
    </message>
    <message>
        <source>Remove the selected qubes (Del)</source>
        <translation>Die ausgewählten Qubes entfernen (Entf)</translation>
    </message>
    <message>
        <source>{done} of {total} qubes removed.</source>
        <translation>{done} von {total} Qubes entfernt.</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Qubes suchen</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>No qubes yet</source>
        <translation>Noch keine Qubes</translation>
    </message>
    <message>
        <source>Make the first one, or bring qubes back from a Qubes backup.</source>
        <translation>Legen Sie den ersten an, oder holen Sie Qubes aus einer Qubes-Sicherung zurück.</translation>
    </message>
    <message>
        <source>&amp;New qube…</source>
        <translation>&amp;Neuer Qube …</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>Sicherung &amp;wiederherstellen …</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qubes</translation>
    </message>
    <message>
        <source>No qube matches</source>
        <translation>Kein Qube passt</translation>
    </message>
    <message>
        <source>Show &amp;all qubes</source>
        <translation>&amp;Alle Qubes zeigen</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>&amp;Restore backup…</source>
        <translation>Sicherung &amp;wiederherstellen …</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>&amp;Sichern …</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>&amp;Entfernen …</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Ei&amp;nstellungen …</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Words from any column, and terms:
{fields} with a part of the text, such as template:debian or netvm:none
size&gt;10G or size&lt;500M for what the disks use</source>
        <translation>Wörter aus jeder Spalte, und Angaben:
{fields} mit einem Teil des Textes, etwa template:debian oder netvm:none
size&gt;10G oder size&lt;500M für das, was die Platten belegen</translation>
    </message>
    <message>
        <source>C&amp;lone…</source>
        <translation>&amp;Klonen …</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Rena&amp;me…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>New &amp;name</source>
        <translation>Neuer &amp;Name</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
</context>
<context>
    <name>NameRule</name>
    <message>
        <source>Type a name for the qube.</source>
        <translation>Geben Sie dem Qube einen Namen.</translation>
    </message>
    <message>
        <source>A name begins with a letter from A to Z.</source>
        <translation>Ein Name beginnt mit einem Buchstaben von A bis Z.</translation>
    </message>
    <message>
        <source>A name has at most 31 characters.</source>
        <translation>Ein Name hat höchstens 31 Zeichen.</translation>
    </message>
    <message>
        <source>A name has letters, digits, “-”, “_” and “.” only; some are reserved.</source>
        <translation>Ein Name besteht nur aus Buchstaben, Ziffern, „-“, „_“ und „.“; manche sind vergeben.</translation>
    </message>
    <message>
        <source>There is a qube of that name already.</source>
        <translation>Es gibt schon einen Qube dieses Namens.</translation>
    </message>
</context>
<context>
    <name>NewQubeDialog</name>
    <message>
        <source>Keeps its own files; programs come from a template.</source>
        <translation>Behält seine eigenen Dateien; die Programme kommen aus einer Vorlage.</translation>
    </message>
    <message>
        <source>A whole system of its own, empty at first.</source>
        <translation>Ein ganzes System für sich, anfangs leer.</translation>
    </message>
    <message>
        <source>Programs for other qubes, empty at first.</source>
        <translation>Programme für andere Qubes, anfangs leer.</translation>
    </message>
    <message>
        <source>Forgets everything when it is shut down.</source>
        <translation>Vergisst beim Herunterfahren alles.</translation>
    </message>
    <message>
        <source>App qube (AppVM)</source>
        <translation>App-Qube (AppVM)</translation>
    </message>
    <message>
        <source>Standalone qube (StandaloneVM)</source>
        <translation>Eigenständiger Qube (StandaloneVM)</translation>
    </message>
    <message>
        <source>Template (TemplateVM)</source>
        <translation>Vorlage (TemplateVM)</translation>
    </message>
    <message>
        <source>Named disposable (DispVM)</source>
        <translation>Einweg-Qube mit Namen (DispVM)</translation>
    </message>
    <message>
        <source>No app qube here is a template for disposables.</source>
        <translation>Kein App-Qube hier ist Vorlage für Einweg-Qubes.</translation>
    </message>
    <message>
        <source>There is no template yet. Restore one, or make an empty one first.</source>
        <translation>Es gibt noch keine Vorlage. Stellen Sie eine wieder her, oder legen Sie zuerst eine leere an.</translation>
    </message>
    <message>
        <source>Default pool</source>
        <translation>Standardspeicher</translation>
    </message>
    <message>
        <source>{pool} ({size} free)</source>
        <translation>{pool} ({size} frei)</translation>
    </message>
    <message>
        <source>New qube</source>
        <translation>Neuer Qube</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>A&amp;rt</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Farbe</translation>
    </message>
    <message>
        <source>Storage &amp;pool</source>
        <translation>S&amp;peicher</translation>
    </message>
    <message>
        <source>&amp;Make qube</source>
        <translation>Qube &amp;anlegen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Misslungen</translation>
    </message>
</context>
<context>
    <name>PassphraseEdit</name>
    <message>
        <source>Show the passphrase</source>
        <translation>Passphrase zeigen</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>Passphrase verbergen</translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Which passphrase shall protect it?</source>
        <translation>Welche Passphrase soll sie schützen?</translation>
    </message>
    <message>
        <source>Type a passphrase.</source>
        <translation>Geben Sie eine Passphrase ein.</translation>
    </message>
    <message>
        <source>It has a character that the restore could not be given.</source>
        <translation>Sie hat ein Zeichen, das sich beim Wiederherstellen nicht eingeben ließe.</translation>
    </message>
    <message>
        <source>It is too long: at most 1,500 bytes.</source>
        <translation>Sie ist zu lang: höchstens 1.500 Bytes.</translation>
    </message>
    <message>
        <source>Type it once more.</source>
        <translation>Geben Sie sie noch einmal ein.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Die beiden stimmen nicht überein.</translation>
    </message>
    <message>
        <source>Weak: a computer guesses it</source>
        <translation>Schwach: ein Rechner errät sie</translation>
    </message>
    <message>
        <source>Fair: enough against the curious</source>
        <translation>Mäßig: genügt gegen Neugierige</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
    <message>
        <source>Several words are best</source>
        <translation>Am besten mehrere Wörter</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Noch &amp;einmal</translation>
    </message>
    <message>
        <source>&amp;Show what I type</source>
        <translation>&amp;Eingabe zeigen</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>Stärke der Passphrase</translation>
    </message>
    <message>
        <source>Write it down and keep it apart from the backup. Without it nobody can open the archive: there is no second key and no way to reset it.</source>
        <translation>Schreiben Sie sie auf und bewahren Sie sie getrennt von der Sicherung auf. Ohne sie kann niemand das Archiv öffnen: Es gibt keinen zweiten Schlüssel und kein Zurücksetzen.</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>In the backup</source>
        <translation>In der Sicherung</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>Wird hier zu</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Netz-Qube</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>{name}, label {label}</source>
        <translation>{name}, Farbe {label}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>default ({pool})</source>
        <translation>Standard ({pool})</translation>
    </message>
    <message>
        <source>default ({netvm})</source>
        <translation>Standard ({netvm})</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>What shall be restored, and how?</source>
        <translation>Was soll wiederhergestellt werden, und wie?</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Verify %n qube(s)</source>
        <translation>
            <numerusform>%n Qube &amp;prüfen</numerusform>
            <numerusform>%n Qubes &amp;prüfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Restore %n qube(s)</source>
        <translation>
            <numerusform>%n Qube &amp;wiederherstellen</numerusform>
            <numerusform>%n Qubes &amp;wiederherstellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick the qubes to restore.</source>
        <translation>Kreuzen Sie die Qubes an, die wiederhergestellt werden sollen.</translation>
    </message>
    <message>
        <source>{count} qubes have a problem, the first is {name}: {problem}</source>
        <translation>{count} Qubes haben ein Problem, der erste ist {name}: {problem}</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Use %n proposal(s)</source>
        <translation>
            <numerusform>%n V&amp;orschlag annehmen</numerusform>
            <numerusform>%n V&amp;orschläge annehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore it as {name}</source>
        <translation>Als {name} wiederherstellen</translation>
    </message>
    <message>
        <source>Use the pool {name}</source>
        <translation>Den Speicher {name} nehmen</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>{name} nehmen</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}, {free} free</source>
        <translation>{pool}: braucht {needed}, {free} frei</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}</source>
        <translation>{pool}: braucht {needed}</translation>
    </message>
    <message>
        <source>Everything is read and checked; nothing is changed.</source>
        <translation>Alles wird gelesen und geprüft; nichts wird geändert.</translation>
    </message>
    <message>
        <source>Made as well, empty: {names}</source>
        <translation>Außerdem leer angelegt: {names}</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Qubes suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alle wählen</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>Alle gezeigten Qubes ankreuzen</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>&amp;Keinen wählen</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>Bei allen gezeigten Qubes das Kreuz entfernen</translation>
    </message>
    <message>
        <source>Only &amp;missing ones</source>
        <translation>Nur &amp;fehlende</translation>
    </message>
    <message>
        <source>Tick the qubes whose names do not exist on this machine</source>
        <translation>Die Qubes ankreuzen, deren Namen es auf diesem Rechner nicht gibt</translation>
    </message>
    <message>
        <source>Qubes in the backup</source>
        <translation>Qubes in der Sicherung</translation>
    </message>
    <message>
        <source>Only &amp;verify, change nothing</source>
        <translation>&amp;Nur prüfen, nichts ändern</translation>
    </message>
    <message>
        <source>Reads and checks every byte of the chosen qubes without restoring them</source>
        <translation>Liest und prüft jedes Byte der gewählten Qubes, ohne sie wiederherzustellen</translation>
    </message>
</context>
<context>
    <name>QubeTable</name>
    <message>
        <source>{column} (no room)</source>
        <translation>{column} (kein Platz)</translation>
    </message>
</context>
<context>
    <name>QubesModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Netz-Qube</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>Belegt / Größe</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>{name}: {kind} qube, label {label}</source>
        <translation>{name}: {kind}, Farbe {label}</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. It cannot be started; remove it and restore it again.</source>
        <translation>Die Wiederherstellung dieses Qubes wurde nicht fertig. Er kann nicht gestartet werden; entfernen Sie ihn und stellen Sie ihn noch einmal wieder her.</translation>
    </message>
    <message>
        <source>{volume}: {used} of {size} in pool {pool}</source>
        <translation>{volume}: {used} von {size} im Speicher {pool}</translation>
    </message>
    <message>
        <source>No disk space of its own</source>
        <translation>Kein eigener Plattenplatz</translation>
    </message>
    <message>
        <source>No backup of this qube is known here</source>
        <translation>Von diesem Qube ist hier keine Sicherung bekannt</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>Remove {name}?</source>
        <translation>{name} entfernen?</translation>
    </message>
    <message>
        <source>&amp;Remove {name}</source>
        <translation>{name} &amp;entfernen</translation>
    </message>
    <message>
        <source>Remove {count} qubes?</source>
        <translation>{count} Qubes entfernen?</translation>
    </message>
    <message>
        <source>&amp;Remove {count} qubes</source>
        <translation>{count} Qubes &amp;entfernen</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>entfernen</translation>
    </message>
    <message>
        <source>No backup is known, so nothing can bring this data back. Type “{word}”:</source>
        <translation>Es ist keine Sicherung bekannt; nichts kann diese Daten zurückbringen. Geben Sie „{word}“ ein:</translation>
    </message>
    <message>
        <source>{name}: holds no data of its own</source>
        <translation>{name}: hat keine eigenen Daten</translation>
    </message>
    <message>
        <source>{name}: {size} of data, never backed up</source>
        <translation>{name}: {size} Daten, nie gesichert</translation>
    </message>
    <message>
        <source>{name}: {size} of data, last backed up {when}</source>
        <translation>{name}: {size} Daten, letzte Sicherung {when}</translation>
    </message>
    <message>
        <source>Still needed by {names}. Give them another one first.</source>
        <translation>Wird noch gebraucht von {names}. Geben Sie ihnen zuerst einen anderen.</translation>
    </message>
    <message>
        <source>Remove qubes</source>
        <translation>Qubes entfernen</translation>
    </message>
    <message>
        <source>Type the word to confirm</source>
        <translation>Das Wort zur Bestätigung eingeben</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename {name}</source>
        <translation>{name} umbenennen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Earlier states of its volumes are not kept.</source>
        <translation>Frühere Stände seiner Datenträger bleiben nicht erhalten.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>What refers to it follows:</source>
        <translation>Was auf ihn verweist, folgt:</translation>
    </message>
    <message>
        <source>Type another name.</source>
        <translation>Geben Sie einen anderen Namen ein.</translation>
    </message>
</context>
<context>
    <name>RestoreWizard</name>
    <message>
        <source>Restore qubes</source>
        <translation>Qubes wiederherstellen</translation>
    </message>
    <message numerus="yes">
        <source>Verifying %n qube(s)</source>
        <translation>
            <numerusform>%n Qube wird geprüft</numerusform>
            <numerusform>%n Qubes werden geprüft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restoring %n qube(s)</source>
        <translation>
            <numerusform>%n Qube wird wiederhergestellt</numerusform>
            <numerusform>%n Qubes werden wiederhergestellt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>Qube</source>
        <translation>Qube</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>This is what was done</source>
        <translation>Das wurde getan</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>report.txt</source>
        <translation>bericht.txt</translation>
    </message>
    <message>
        <source>The report was not saved: {reason}</source>
        <translation>Der Bericht wurde nicht gespeichert: {reason}</translation>
    </message>
    <message>
        <source>The report is in {path}</source>
        <translation>Der Bericht steht in {path}</translation>
    </message>
    <message>
        <source>Cancelling, and removing what is half made…</source>
        <translation>Wird abgebrochen, halb Fertiges wird entfernt …</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>&amp;Try again…</source>
        <translation>Noch einmal &amp;versuchen …</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>Bericht &amp;speichern …</translation>
    </message>
    <message>
        <source>What became of each qube</source>
        <translation>Was aus jedem Qube wurde</translation>
    </message>
    <message>
        <source>You may close this window: the job goes on, and Qube Manager shows it.</source>
        <translation>Sie können dieses Fenster schließen: Die Arbeit geht weiter, der Qube Manager zeigt sie.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings of {name}</source>
        <translation>Einstellungen von {name}</translation>
    </message>
    <message>
        <source>These changes are not applied yet:</source>
        <translation>Diese Änderungen sind noch nicht angewendet:</translation>
    </message>
    <message>
        <source>&amp;Discard them</source>
        <translation>Ver&amp;werfen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>default ({value})</source>
        <translation>Standard ({value})</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Nothing is changed.</source>
        <translation>Nichts ist geändert.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply %n change(s)</source>
        <translation>
            <numerusform>%n Änderung &amp;anwenden</numerusform>
            <numerusform>%n Änderungen &amp;anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>{setting} are changed</source>
        <translation>{setting} werden geändert</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Basic</source>
        <translation>&amp;Grundlegend</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Farbe</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>In &amp;Sicherungen enthalten</translation>
    </message>
    <message>
        <source>Start with the &amp;computer</source>
        <translation>Mit dem &amp;Rechner starten</translation>
    </message>
    <message>
        <source>Can give &amp;network</source>
        <translation>Kann &amp;Netz geben</translation>
    </message>
    <message>
        <source>Template for &amp;disposables</source>
        <translation>Vorlage für &amp;Einweg-Qubes</translation>
    </message>
    <message>
        <source>De&amp;bug mode</source>
        <translation>Fehlersu&amp;che</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>&amp;Erweitert</translation>
    </message>
    <message>
        <source>&amp;Memory at start (MiB)</source>
        <translation>&amp;Speicher am Anfang (MiB)</translation>
    </message>
    <message>
        <source>Memory at &amp;most (MiB, 0 = fixed)</source>
        <translation>Speicher &amp;höchstens (MiB, 0 = fest)</translation>
    </message>
    <message>
        <source>&amp;Processors</source>
        <translation>&amp;Prozessoren</translation>
    </message>
    <message>
        <source>&amp;Virtualisation</source>
        <translation>&amp;Virtualisierung</translation>
    </message>
    <message>
        <source>Default &amp;user</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>Its d&amp;isposables from</source>
        <translation>E&amp;inweg-Qubes aus</translation>
    </message>
    <message>
        <source>Time to &amp;start (s)</source>
        <translation>&amp;Zeit zum Starten (s)</translation>
    </message>
    <message>
        <source>Time to shut &amp;down (s)</source>
        <translation>Zeit zum Her&amp;unterfahren (s)</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>Net&amp;z</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>&amp;Netz-Qube</translation>
    </message>
    <message>
        <source>I&amp;P address</source>
        <translation>I&amp;P-Adresse</translation>
    </message>
    <message>
        <source>M&amp;AC address</source>
        <translation>M&amp;AC-Adresse</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>N&amp;otizen</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>Notizen des Qubes</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>SourcePage</name>
    <message>
        <source>From where</source>
        <translation>Woher</translation>
    </message>
    <message>
        <source>Which backup shall be restored?</source>
        <translation>Welche Sicherung soll wiederhergestellt werden?</translation>
    </message>
    <message>
        <source>Choose a backup archive.</source>
        <translation>Wählen Sie ein Archiv.</translation>
    </message>
    <message>
        <source>A Qubes backup of format {version}. This version of Qube Manager restores format 4, which Qubes R4.0 and later make.</source>
        <translation>Eine Qubes-Sicherung im Format {version}. Diese Fassung des Qube Managers stellt Format 4 wieder her, das Qubes ab R4.0 schreibt.</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup.</source>
        <translation>Diese Datei ist keine Qubes-Sicherung.</translation>
    </message>
    <message>
        <source>That is not a file.</source>
        <translation>Das ist keine Datei.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Eine solche Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>That file cannot be read: {reason}</source>
        <translation>Diese Datei lässt sich nicht lesen: {reason}</translation>
    </message>
    <message>
        <source>A Qubes backup, format {version}, encrypted, {size}</source>
        <translation>Eine Qubes-Sicherung, Format {version}, verschlüsselt, {size}</translation>
    </message>
    <message>
        <source>Backup archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Backup &amp;file</source>
        <translation>Archi&amp;v</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>Durch&amp;suchen …</translation>
    </message>
    <message>
        <source>Or drop the file onto this window. Nothing is changed before you have seen the plan.</source>
        <translation>Oder ziehen Sie die Datei auf dieses Fenster. Nichts wird geändert, bevor Sie den Plan gesehen haben.</translation>
    </message>
</context>
<context>
    <name>StepRail</name>
    <message>
        <source>Step {number} of {total}: {title}</source>
        <translation>Schritt {number} von {total}: {title}</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Summary</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>This is what will be saved</source>
        <translation>Das wird gesichert</translation>
    </message>
    <message>
        <source>&amp;Back up 1 qube</source>
        <translation>1 Qube &amp;sichern</translation>
    </message>
    <message>
        <source>&amp;Back up {count} qubes</source>
        <translation>{count} Qubes &amp;sichern</translation>
    </message>
    <message>
        <source>{size} of data go, encrypted and {compression}, to
{target}

The archive has the disks, settings, features, tags and notes of the qubes below and names the templates and net qubes they use. Nothing else of this computer.</source>
        <translation>{size} Daten gehen, verschlüsselt und {compression}, nach
{target}

Das Archiv enthält die Platten, Einstellungen, Merkmale, Schlagwörter und Notizen der Qubes unten und nennt die Vorlagen und Netz-Qubes, die sie benutzen. Sonst nichts von diesem Rechner.</translation>
    </message>
    <message>
        <source>compressed (gzip)</source>
        <translation>komprimiert (gzip)</translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>nicht komprimiert</translation>
    </message>
    <message>
        <source>Qubes that will be saved</source>
        <translation>Qubes, die gesichert werden</translation>
    </message>
    <message>
        <source>The same in a &amp;terminal:</source>
        <translation>Dasselbe in einem &amp;Terminal:</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Den Befehl kopieren</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>What is its passphrase?</source>
        <translation>Wie lautet die Passphrase?</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>Geben Sie die Passphrase ein.</translation>
    </message>
    <message>
        <source>This passphrase does not open the archive. Check capital letters and the keyboard layout. If you are sure of it, the beginning of the file was changed.</source>
        <translation>Diese Passphrase öffnet das Archiv nicht. Prüfen Sie Großbuchstaben und Tastaturbelegung. Wenn Sie sicher sind, wurde der Anfang der Datei verändert.</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup. {reason}</source>
        <translation>Diese Datei ist keine Qubes-Sicherung. {reason}</translation>
    </message>
    <message>
        <source>The archive is damaged. {reason}</source>
        <translation>Das Archiv ist beschädigt. {reason}</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>Checking the passphrase</source>
        <translation>Passphrase wird geprüft</translation>
    </message>
    <message>
        <source>It is the one that was typed when the backup was made. Checking it takes some seconds, on purpose: that is what makes it hard to guess.</source>
        <translation>Es ist die, die beim Sichern eingegeben wurde. Sie zu prüfen dauert einige Sekunden, mit Absicht: So ist sie schwer zu erraten.</translation>
    </message>
</context>
<context>
    <name>VolumesModel</name>
    <message>
        <source>Volume</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Used / size</source>
        <translation>Belegt / Größe</translation>
    </message>
    <message>
        <source>At shutdown</source>
        <translation>Beim Herunterfahren</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>bleibt</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>nur lesbar</translation>
    </message>
    <message>
        <source>A snapshot of {source}, taken at every start</source>
        <translation>Ein Abbild von {source}, bei jedem Start neu</translation>
    </message>
    <message>
        <source>The qube&apos;s own data; a backup saves it</source>
        <translation>Die eigenen Daten des Qubes; eine Sicherung enthält sie</translation>
    </message>
    <message>
        <source>Scratch space, emptied at every start</source>
        <translation>Arbeitsplatz, bei jedem Start geleert</translation>
    </message>
    <message>
        <source>Never written by the qube</source>
        <translation>Vom Qube nie beschrieben</translation>
    </message>
</context>
<context>
    <name>WhatPage</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Which qubes shall be saved?</source>
        <translation>Welche Qubes sollen gesichert werden?</translation>
    </message>
    <message>
        <source>Tick the qubes to save.</source>
        <translation>Kreuzen Sie die Qubes an, die gesichert werden sollen.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n Qube</numerusform>
            <numerusform>%n Qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>{qubes}, {size} before compression</source>
        <translation>{qubes}, {size} vor dem Komprimieren</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Qubes suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alle wählen</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>Alle gezeigten Qubes ankreuzen</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>&amp;Keinen wählen</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>Bei allen gezeigten Qubes das Kreuz entfernen</translation>
    </message>
    <message>
        <source>Qubes to save</source>
        <translation>Zu sichernde Qubes</translation>
    </message>
</context>
<context>
    <name>WherePage</name>
    <message>
        <source>Where</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Where shall the backup be kept?</source>
        <translation>Wo soll die Sicherung liegen?</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Einen solchen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>That is a file, not a folder.</source>
        <translation>Das ist eine Datei, kein Ordner.</translation>
    </message>
    <message>
        <source>You may not write to that folder.</source>
        <translation>In diesen Ordner dürfen Sie nicht schreiben.</translation>
    </message>
    <message>
        <source>There is a file of that name; nothing is overwritten.</source>
        <translation>Es gibt eine Datei dieses Namens; nichts wird überschrieben.</translation>
    </message>
    <message>
        <source>That cannot be the name of a file.</source>
        <translation>So kann keine Datei heißen.</translation>
    </message>
    <message>
        <source>{free} free, and {needed} to save before compression: it may not fit.</source>
        <translation>{free} frei, und {needed} zu sichern vor dem Komprimieren: Es passt vielleicht nicht.</translation>
    </message>
    <message>
        <source>Writable, {free} free</source>
        <translation>Beschreibbar, {free} frei</translation>
    </message>
    <message>
        <source>Folder for the backup</source>
        <translation>Ordner für die Sicherung</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>Durch&amp;suchen …</translation>
    </message>
    <message>
        <source>File na&amp;me</source>
        <translation>Datei&amp;name</translation>
    </message>
    <message>
        <source>This is the disk that holds the qubes themselves. A backup here helps against mistakes, not against a broken, lost or stolen disk.</source>
        <translation>Das ist die Platte, auf der die Qubes selbst liegen. Eine Sicherung hier hilft gegen Versehen, nicht gegen eine kaputte, verlorene oder gestohlene Platte.</translation>
    </message>
    <message>
        <source>C&amp;ompress (gzip): smaller, takes longer</source>
        <translation>&amp;Komprimieren (gzip): kleiner, dauert länger</translation>
    </message>
    <message>
        <source>The file gets its name only when it is complete; until then it ends in .incomplete. Any Qubes system, and this program, can restore it.</source>
        <translation>Die Datei bekommt ihren Namen erst, wenn sie vollständig ist; bis dahin endet sie auf .incomplete. Jedes Qubes-System und dieses Programm können sie wiederherstellen.</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{number} bytes</source>
        <translation>{number} Bytes</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/s</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} s</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>about {duration} left</source>
        <translation>noch etwa {duration}</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>vor {count} min</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>vor {count} h</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>vor %n Tag</numerusform>
            <numerusform>vor %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>App</source>
        <translation>App</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>Einweg</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Standalone</source>
        <translation>Eigenständig</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>Im Übergang</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>Abgestürzt</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Unvollendet</translation>
    </message>
</context>
</TS>
