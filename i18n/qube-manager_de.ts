<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Machine-made by a language model, not yet read by a native speaker; corrections are welcome. -->
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>the qubesd of this system</source>
        <translation>der qubesd dieses Systems</translation>
    </message>
    <message>
        <source>Store: {store}</source>
        <translation>Ablage: {store}</translation>
    </message>
    <message>
        <source>About Qube Manager</source>
        <translation>Über Qube Manager</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>See, run, back up and restore qubes.</source>
        <translation>Qubes sehen, starten, sichern und wiederherstellen.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 2 or later.</source>
        <translation>Freie Software unter der GNU General Public License, Version 2 oder später.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
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
        <source>Make a new qube</source>
        <translation>Einen neuen Qube anlegen</translation>
    </message>
    <message>
        <source>Defaults of all qubes</source>
        <translation>Vorgaben aller Qubes</translation>
    </message>
    <message>
        <source>Move qubes from one template to another</source>
        <translation>Qubes von einer Vorlage zu einer anderen bringen</translation>
    </message>
    <message>
        <source>Where the volumes are, and how full</source>
        <translation>Wo die Datenträger liegen und wie voll es ist</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive</source>
        <translation>Qubes aus einem Sicherungsarchiv zurückholen</translation>
    </message>
    <message>
        <source>Read a backup to its end; nothing is written</source>
        <translation>Eine Sicherung bis zum Ende lesen; nichts wird geschrieben</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive</source>
        <translation>Qubes in ein verschlüsseltes Archiv sichern</translation>
    </message>
    <message>
        <source>Select several qubes</source>
        <translation>Wählen Sie mehrere Qubes</translation>
    </message>
    <message>
        <source>Settings of the selected qube</source>
        <translation>Einstellungen des gewählten Qubes</translation>
    </message>
    <message>
        <source>One change of all selected qubes, shown before it is made</source>
        <translation>Eine Änderung aller gewählten Qubes, vorher gezeigt</translation>
    </message>
    <message>
        <source>Go back to an earlier state; size of its volumes</source>
        <translation>Zu einem früheren Stand zurück; Größe der Datenträger</translation>
    </message>
    <message>
        <source>Make a second qube like it</source>
        <translation>Einen zweiten Qube wie diesen anlegen</translation>
    </message>
    <message>
        <source>Give it another name</source>
        <translation>Ihm einen anderen Namen geben</translation>
    </message>
    <message>
        <source>Remove the selected qubes</source>
        <translation>Die gewählten Qubes entfernen</translation>
    </message>
    <message>
        <source>Start the selected qubes</source>
        <translation>Die gewählten Qubes starten</translation>
    </message>
    <message>
        <source>Ask the selected qubes to shut down</source>
        <translation>Die gewählten Qubes herunterfahren lassen</translation>
    </message>
    <message>
        <source>Shut them down and start them again</source>
        <translation>Herunterfahren und wieder starten</translation>
    </message>
    <message>
        <source>Stop their processors; their memory stays</source>
        <translation>Ihre Prozessoren anhalten; ihr Speicher bleibt</translation>
    </message>
    <message>
        <source>Let paused qubes go on</source>
        <translation>Angehaltene Qubes weiterlaufen lassen</translation>
    </message>
    <message>
        <source>End them at once; what they have not saved is lost</source>
        <translation>Sofort beenden; was sie nicht gespeichert haben, geht verloren</translation>
    </message>
    <message>
        <source>Open its text console in a terminal</source>
        <translation>Seine Textkonsole in einem Terminal öffnen</translation>
    </message>
    <message>
        <source>No terminal program was found. In one, type: {command}</source>
        <translation>Kein Terminalprogramm gefunden. Geben Sie in einem ein: {command}</translation>
    </message>
    <message>
        <source>Select the qubes first</source>
        <translation>Wählen Sie erst die Qubes</translation>
    </message>
    <message>
        <source>Its restore did not finish; it cannot be started</source>
        <translation>Seine Wiederherstellung wurde nicht fertig; er kann nicht starten</translation>
    </message>
    <message>
        <source>None of the selected qubes is in a state for it</source>
        <translation>Keiner der gewählten Qubes ist in einem passenden Zustand</translation>
    </message>
    <message>
        <source>It is the system itself</source>
        <translation>Es ist das System selbst</translation>
    </message>
    <message>
        <source>It is in the state: {state}</source>
        <translation>Er ist im Zustand: {state}</translation>
    </message>
    <message>
        <source>Several are selected; for them there is: {action} ({key})</source>
        <translation>Mehrere sind gewählt; für sie gibt es: {action} ({key})</translation>
    </message>
    <message>
        <source>It is for one qube, and several are selected</source>
        <translation>Es ist für einen Qube, und mehrere sind gewählt</translation>
    </message>
</context>
<context>
    <name>AddPoolDialog</name>
    <message>
        <source>Add a pool</source>
        <translation>Pool hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Driver</source>
        <translation>&amp;Treiber</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Canc&amp;el</source>
        <translation>Abbr&amp;echen</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Geben Sie einen Namen ein.</translation>
    </message>
    <message>
        <source>There is a pool of that name.</source>
        <translation>Es gibt schon einen Pool dieses Namens.</translation>
    </message>
    <message>
        <source>Files in a folder; copies share their blocks (btrfs, XFS).</source>
        <translation>Dateien in einem Ordner; Kopien teilen ihre Blöcke (btrfs, XFS).</translation>
    </message>
    <message>
        <source>Thin volumes of LVM, in a thin pool that is there already.</source>
        <translation>Dünne Datenträger von LVM, in einem Thin-Pool, den es schon gibt.</translation>
    </message>
    <message>
        <source>Plain files in a folder, for file systems that share no blocks.</source>
        <translation>Einfache Dateien in einem Ordner, für Dateisysteme ohne geteilte Blöcke.</translation>
    </message>
    <message>
        <source>A folder of kernels, one in a folder each.</source>
        <translation>Ein Ordner mit Kerneln, jeder in einem eigenen Ordner.</translation>
    </message>
    <message>
        <source>Use it even where &amp;copies take their full space</source>
        <translation>Auch benutzen, wo &amp;Kopien ihren vollen Platz brauchen</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Volume &amp;group</source>
        <translation>Volume-&amp;Gruppe</translation>
    </message>
    <message>
        <source>&amp;Thin pool</source>
        <translation>&amp;Thin-Pool</translation>
    </message>
    <message>
        <source>Look for a folder</source>
        <translation>Einen Ordner suchen</translation>
    </message>
    <message>
        <source>Folder of the pool</source>
        <translation>Ordner des Pools</translation>
    </message>
    <message>
        <source>A name has letters from A to Z, digits, “-”, “_” and “.”, 63 at most.</source>
        <translation>Ein Name besteht aus Buchstaben von A bis Z, Ziffern, „-“, „_“ und „.“, höchstens 63.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>The folder is told by its whole path, from the first “/” on.</source>
        <translation>Der Ordner wird mit seinem ganzen Pfad angegeben, vom ersten „/“ an.</translation>
    </message>
    <message>
        <source>Copies cannot share their space in that folder. Tick the box to use it anyway.</source>
        <translation>In diesem Ordner können sich Kopien ihren Platz nicht teilen. Setzen Sie das Häkchen, um ihn trotzdem zu verwenden.</translation>
    </message>
</context>
<context>
    <name>BackupRun</name>
    <message>
        <source>The archive is {path}</source>
        <translation>Das Archiv ist {path}</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>verifying {qube}</source>
        <translation>{qube} wird geprüft</translation>
    </message>
    <message>
        <source>{result} But the archive could not be verified.</source>
        <translation>{result} Aber das Archiv ließ sich nicht prüfen.</translation>
    </message>
    <message>
        <source>{result} The archive was read back and is whole.</source>
        <translation>{result} Das Archiv wurde zurückgelesen und ist vollständig.</translation>
    </message>
    <message>
        <source>It could not be read back: {reason}</source>
        <translation>Es konnte nicht zurückgelesen werden: {reason}</translation>
    </message>
    <message>
        <source>writing: {left}</source>
        <translation>Schreiben: {left}</translation>
    </message>
    <message>
        <source>All of the archive went to the command {command}</source>
        <translation>Das ganze Archiv ging an den Befehl {command}</translation>
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
    <name>BackupsModel</name>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qubes</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>verification failed</source>
        <translation>Prüfung schlug fehl</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>noch nicht geprüft</translation>
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
    <name>BatchDialog</name>
    <message numerus="yes">
        <source>%n change(s) made, none failed.</source>
        <translation>
            <numerusform>%n Änderung vorgenommen, keine schlug fehl.</numerusform>
            <numerusform>%n Änderungen vorgenommen, keine schlug fehl.</numerusform>
        </translation>
    </message>
    <message>
        <source>changed, but not started again: qubesd went away</source>
        <translation>geändert, aber nicht wieder gestartet: qubesd ging weg</translation>
    </message>
    <message>
        <source>not changed: qubesd went away</source>
        <translation>nicht geändert: qubesd ging weg</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n answered…</source>
        <translation>
            <numerusform>{done} von %n beantwortet …</numerusform>
            <numerusform>{done} von %n beantwortet …</numerusform>
        </translation>
    </message>
    <message>
        <source>qubesd went away before it answered all. What was changed is read when it is back…</source>
        <translation>qubesd ging weg, bevor es alles beantwortet hat. Was geändert wurde, wird gelesen, wenn es wieder da ist …</translation>
    </message>
    <message numerus="yes">
        <source>{failed} of %n change(s) failed; the list says why.</source>
        <translation>
            <numerusform>{failed} von %n Änderung schlug fehl; die Liste sagt, warum.</numerusform>
            <numerusform>{failed} von %n Änderungen schlugen fehl; die Liste sagt, warum.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchEditDialog</name>
    <message numerus="yes">
        <source>Change %n qube(s) at once</source>
        <translation>
            <numerusform>%n Qube auf einmal ändern</numerusform>
            <numerusform>%n Qubes auf einmal ändern</numerusform>
        </translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>different values</source>
        <translation>verschiedene Werte</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>What came of it:</source>
        <translation>Was daraus wurde:</translation>
    </message>
    <message>
        <source>Add tag</source>
        <translation>Schlagwort hinzufügen</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>Schlagwort entfernen</translation>
    </message>
    <message>
        <source>none of them has it</source>
        <translation>keiner von ihnen hat das</translation>
    </message>
    <message>
        <source>unchanged ({value})</source>
        <translation>unverändert ({value})</translation>
    </message>
    <message>
        <source>different</source>
        <translation>verschieden</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Change %n qube(s)</source>
        <translation>
            <numerusform>%n Qube &amp;ändern</numerusform>
            <numerusform>%n Qubes &amp;ändern</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>&amp;Ändern</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>Change several qubes</source>
        <translation>Mehrere Qubes ändern</translation>
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
        <source>&amp;Net qube</source>
        <translation>&amp;Netz-Qube</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>In &amp;Sicherungen enthalten</translation>
    </message>
    <message>
        <source>Start with the com&amp;puter</source>
        <translation>Mit dem Rechner &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Disposable template</source>
        <translation>&amp;Wegwerf-Vorlage</translation>
    </message>
    <message>
        <source>M&amp;ode</source>
        <translation>M&amp;odus</translation>
    </message>
    <message>
        <source>Memory at start (&amp;MiB)</source>
        <translation>Speicher beim Start (&amp;MiB)</translation>
    </message>
    <message>
        <source>&amp;Add the tag</source>
        <translation>Schlagwort &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove the tag</source>
        <translation>Schlagwort &amp;entfernen</translation>
    </message>
    <message>
        <source>This will change:</source>
        <translation>Das wird geändert:</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>Schlie&amp;ßen</translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>Nur diese; was geändert wurde, bleibt so</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>Fehlgeschlagene erneut &amp;versuchen</translation>
    </message>
</context>
<context>
    <name>BatchModel</name>
    <message>
        <source>Qube</source>
        <translation>Qube</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Dann</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>{value}, at the next start</source>
        <translation>{value}, beim nächsten Start</translation>
    </message>
    <message>
        <source>changes at the next start</source>
        <translation>ändert sich beim nächsten Start</translation>
    </message>
    <message>
        <source>trying again…</source>
        <translation>wird erneut versucht…</translation>
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
        <source>Saved as it is now, as after a power cut</source>
        <translation>Gesichert wird der Stand von jetzt, wie nach einem Stromausfall</translation>
    </message>
    <message>
        <source>Shut down, saved, started again</source>
        <translation>Heruntergefahren, gesichert, wieder gestartet</translation>
    </message>
    <message>
        <source>Saved as before its start</source>
        <translation>Gesichert wird der Stand vor dem Start</translation>
    </message>
    <message>
        <source>Saved as before its start, {when}</source>
        <translation>Gesichert wird der Stand vor dem Start ({when})</translation>
    </message>
    <message>
        <source>Its data is missing ({volumes}); not saved</source>
        <translation>Seine Daten fehlen ({volumes}); wird nicht gesichert</translation>
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
        <source>A second qube with the same settings and data ({size}).</source>
        <translation>Ein zweiter Qube mit denselben Einstellungen und Daten ({size}).</translation>
    </message>
    <message>
        <source>It takes next to no space: the pool shares blocks ({pools}).</source>
        <translation>Er braucht fast keinen Platz: Der Pool teilt Blöcke ({pools}).</translation>
    </message>
    <message>
        <source>It takes as much again: the pool does not share blocks ({pools}).</source>
        <translation>Er braucht noch einmal so viel: Der Pool teilt keine Blöcke ({pools}).</translation>
    </message>
    <message>
        <source>Cancelled; what was made of it is being removed.</source>
        <translation>Abgebrochen; was davon entstanden ist, wird entfernt.</translation>
    </message>
</context>
<context>
    <name>CloneStateDialog</name>
    <message>
        <source>Clone {name} as it was</source>
        <translation>{name} klonen, wie er war</translation>
    </message>
    <message>
        <source>A second qube with the same settings. Its volume {volume} is as it was until {time}.</source>
        <translation>Ein zweiter Qube mit denselben Einstellungen. Sein Datenträger {volume} ist, wie er bis {time} war.</translation>
    </message>
    <message>
        <source>As they are now: {volumes}.</source>
        <translation>Wie sie jetzt sind: {volumes}.</translation>
    </message>
</context>
<context>
    <name>Copied</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
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
    <message>
        <source>Earlier states, &amp;size, pool…</source>
        <translation>Frühere Stände, &amp;Größe, Pool …</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>Net&amp;z</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Geräte</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Ti&amp;meline</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>What happened to this qube</source>
        <translation>Was mit diesem Qube geschah</translation>
    </message>
    <message>
        <source>It gives network to: {names}</source>
        <translation>Er gibt Netz an: {names}</translation>
    </message>
    <message>
        <source>No device is assigned to it.</source>
        <translation>Ihm ist kein Gerät zugewiesen.</translation>
    </message>
    <message>
        <source>No earlier state is kept, and no backup known here has it.</source>
        <translation>Kein früherer Stand ist aufbewahrt, und keine hier bekannte Sicherung enthält ihn.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>From the next start on: {template}</source>
        <translation>Ab dem nächsten Start: {template}</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>Die jetzige Vorlage auch beim nächsten Start behalten</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
    <message>
        <source>Its volume {volume} cannot be used: {reason}</source>
        <translation>Sein Datenträger {volume} kann nicht benutzt werden: {reason}</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>PCI</source>
        <translation>PCI</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>disk</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>at start, required</source>
        <translation>beim Start, nötig</translation>
    </message>
    <message>
        <source>at start</source>
        <translation>beim Start</translation>
    </message>
    <message>
        <source>after asking</source>
        <translation>nach Frage</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>Angeschlossen</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices of other qubes that this one may use.</source>
        <translation>Geräte anderer Qubes, die dieser benutzen darf.</translation>
    </message>
    <message>
        <source>Assigned devices</source>
        <translation>Zugewiesene Geräte</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation>&amp;Anschließen</translation>
    </message>
    <message>
        <source>Another device</source>
        <translation>Weiteres Gerät</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>A&amp;rt</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Geräte</translation>
    </message>
    <message>
        <source>Device {name}: no longer assigned</source>
        <translation>Gerät {name}: nicht mehr zugewiesen</translation>
    </message>
    <message>
        <source>Device {name}: assigned</source>
        <translation>Gerät {name}: zugewiesen</translation>
    </message>
    <message>
        <source>Device {name}: {mode}</source>
        <translation>Gerät {name}: {mode}</translation>
    </message>
    <message>
        <source>A device is the qube that has it, a colon and its port: sys-usb:1-2</source>
        <translation>Ein Gerät ist der Qube, der es hat, ein Doppelpunkt und sein Anschluss: sys-usb:1-2</translation>
    </message>
    <message>
        <source>It is assigned already.</source>
        <translation>Es ist schon zugewiesen.</translation>
    </message>
    <message>
        <source>Assi&amp;gn</source>
        <translation>&amp;Zuweisen</translation>
    </message>
    <message>
        <source>No device of another qube is assigned.</source>
        <translation>Kein Gerät eines anderen Qubes ist zugewiesen.</translation>
    </message>
    <message>
        <source>No running qube offers one of that kind.</source>
        <translation>Kein laufender Qube bietet eines dieser Art an.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
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
    <message>
        <source>qubesd does not answer. Try again when it is back.</source>
        <translation>qubesd antwortet nicht. Versuchen Sie es wieder, wenn es zurück ist.</translation>
    </message>
    <message>
        <source>qubesd went away before it answered: what it was asked for may have been done, or not. Look again when it is back.</source>
        <translation>qubesd war fort, bevor es antwortete: Was verlangt war, kann getan sein oder nicht. Sehen Sie nach, wenn es zurück ist.</translation>
    </message>
    <message>
        <source>Your qubes cannot be kept in {folder}</source>
        <translation>Ihre Qubes lassen sich nicht in {folder} aufbewahren</translation>
    </message>
    <message>
        <source>Put that right, or start the program with another folder: --home FOLDER</source>
        <translation>Beheben Sie das, oder starten Sie das Programm mit einem anderen Ordner: --home ORDNER</translation>
    </message>
</context>
<context>
    <name>Extras</name>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>Merkmal</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
</context>
<context>
    <name>ExtrasModel</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
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
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n Qube</numerusform>
            <numerusform>%n Qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>They run on an older state of their template; restart them</source>
        <translation>Sie laufen auf einem älteren Stand ihrer Vorlage; starten Sie sie neu</translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n qube(s)</source>
        <translation>
            <numerusform>{shown} von %n Qube</numerusform>
            <numerusform>{shown} von %n Qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>Their data is in no backup of the last 30 days, or a volume cannot be used</source>
        <translation>Ihre Daten sind in keiner Sicherung der letzten 30 Tage, oder ein Datenträger ist nicht benutzbar</translation>
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
    <name>FillBar</name>
    <message>
        <source>size not known</source>
        <translation>Größe nicht bekannt</translation>
    </message>
    <message>
        <source>{percent} % full</source>
        <translation>{percent} % voll</translation>
    </message>
    <message>
        <source>{figures}: nearly full</source>
        <translation>{figures}: fast voll</translation>
    </message>
</context>
<context>
    <name>Firewall</name>
    <message>
        <source>That is no host, no address and no network.</source>
        <translation>Das ist kein Rechnername, keine Adresse und kein Netz.</translation>
    </message>
    <message>
        <source>Ports are 443, or 8000-8080.</source>
        <translation>Ports sind 443 oder 8000-8080.</translation>
    </message>
    <message>
        <source>Ports need the protocol TCP or UDP.</source>
        <translation>Ports brauchen das Protokoll TCP oder UDP.</translation>
    </message>
    <message>
        <source>The type of ICMP is a number up to 255.</source>
        <translation>Der ICMP-Typ ist eine Zahl bis 255.</translation>
    </message>
    <message>
        <source>The comment has a character that cannot be kept.</source>
        <translation>Der Kommentar hat ein Zeichen, das nicht gespeichert werden kann.</translation>
    </message>
    <message>
        <source>Its time is over.</source>
        <translation>Ihre Zeit ist abgelaufen.</translation>
    </message>
</context>
<context>
    <name>FirewallPage</name>
    <message>
        <source>The first rule that fits a connection decides. What no rule fits is dropped.</source>
        <translation>Die erste Regel, die auf eine Verbindung passt, entscheidet. Worauf keine passt, wird verworfen.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Add a rule after the selected one</source>
        <translation>Regel nach der gewählten hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Remove the selected rule</source>
        <translation>Die gewählte Regel entfernen</translation>
    </message>
    <message>
        <source>Move it up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move the rule up</source>
        <translation>Regel nach oben</translation>
    </message>
    <message>
        <source>Move it down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move the rule down</source>
        <translation>Regel nach unten</translation>
    </message>
    <message>
        <source>The selected rule</source>
        <translation>Die gewählte Regel</translation>
    </message>
    <message>
        <source>A&amp;ction</source>
        <translation>A&amp;ktion</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Nach</translation>
    </message>
    <message>
        <source>everywhere; or example.com, 192.0.2.0/24, 2001:db8::1</source>
        <translation>überall; oder example.com, 192.0.2.0/24, 2001:db8::1</translation>
    </message>
    <message>
        <source>&amp;Protocol</source>
        <translation>&amp;Protokoll</translation>
    </message>
    <message>
        <source>P&amp;orts</source>
        <translation>P&amp;orts</translation>
    </message>
    <message>
        <source>all; or 443, 8000-8080</source>
        <translation>alle; oder 443, 8000-8080</translation>
    </message>
    <message>
        <source>U&amp;ntil</source>
        <translation>&amp;Bis</translation>
    </message>
    <message>
        <source>Co&amp;mment</source>
        <translation>Ko&amp;mmentar</translation>
    </message>
    <message>
        <source>Allow &amp;everything</source>
        <translation>&amp;Alles erlauben</translation>
    </message>
    <message>
        <source>Drop e&amp;verything</source>
        <translation>Alles &amp;verwerfen</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>annehmen</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>verwerfen</translation>
    </message>
    <message>
        <source>any</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>&amp;Firewall</source>
        <translation>&amp;Firewall</translation>
    </message>
    <message>
        <source>Rule {number}: {flaw}</source>
        <translation>Regel {number}: {flaw}</translation>
    </message>
    <message>
        <source>Firewall</source>
        <translation>Firewall</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source>{duration} from now</source>
        <translation>{duration} ab jetzt</translation>
    </message>
    <message>
        <source>The firewall rules were changed elsewhere as well. Which ones shall it be?</source>
        <translation>Die Firewall-Regeln wurden auch anderswo geändert. Welche sollen gelten?</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>Die von anderswo:</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>&amp;Meine</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>Die von ander&amp;swo</translation>
    </message>
    <message>
        <source>Firewall, no longer: {rule}</source>
        <translation>Firewall, nicht mehr: {rule}</translation>
    </message>
    <message>
        <source>Firewall, new: {rule}</source>
        <translation>Firewall, neu: {rule}</translation>
    </message>
    <message>
        <source>Firewall: the rules in another order</source>
        <translation>Firewall: die Regeln in anderer Reihenfolge</translation>
    </message>
    <message>
        <source>Firewall: the rules were changed elsewhere meanwhile</source>
        <translation>Firewall: die Regeln wurden inzwischen anderswo geändert</translation>
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
    <message>
        <source>The older layout: what a qube changes is laid over its template while it runs (device-mapper).</source>
        <translation>Der ältere Aufbau: Was ein Qube ändert, liegt über seiner Vorlage, während er läuft (device-mapper).</translation>
    </message>
    <message>
        <source>The older layout. Here it can keep qubes, but not run those that share a template: that takes the administrator and disks in layers (root, device-mapper).</source>
        <translation>Der ältere Aufbau. Hier kann er Qubes aufbewahren, aber keine ausführen, die sich eine Vorlage teilen: Das braucht den Administrator und Platten in Schichten (root, device-mapper).</translation>
    </message>
    <message>
        <source>Files here can share what they have in common (reflinks), so that copies and earlier states cost next to nothing.</source>
        <translation>Dateien können hier teilen, was sie gemeinsam haben (Reflinks), sodass Kopien und frühere Stände fast nichts kosten.</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks). Layered files need no copies, but keep only one earlier state; shared files would be copied whole at every start and backup.</source>
        <translation>Dateien können hier nicht teilen, was sie gemeinsam haben (keine Reflinks). Geschichtete Dateien brauchen keine Kopien, behalten aber nur einen früheren Stand; geteilte Dateien würden bei jedem Start und jeder Sicherung ganz kopiert.</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks), so whole disks are copied at every start. A folder on btrfs, or on XFS with reflinks, would spare that.</source>
        <translation>Dateien können hier nicht teilen, was sie gemeinsam haben (keine Reflinks), darum werden bei jedem Start ganze Platten kopiert. Ein Ordner auf btrfs oder auf XFS mit Reflinks würde das ersparen.</translation>
    </message>
    <message>
        <source>Making the store: its folders, its pools, and an empty list of qubes…</source>
        <translation>Der Ort wird angelegt: seine Ordner, seine Pools und eine leere Liste von Qubes …</translation>
    </message>
    <message>
        <source>Stopping, and removing what is half made…</source>
        <translation>Wird abgebrochen, halb Fertiges wird entfernt …</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>No store was made. {reason}
Put that right and press Create again, or quit and choose a folder: --home FOLDER</source>
        <translation>Es wurde kein Ort angelegt. {reason}
Beheben Sie das und drücken Sie wieder „Anlegen“, oder beenden Sie und wählen Sie einen Ordner: --home ORDNER</translation>
    </message>
</context>
<context>
    <name>GlobalSettingsDialog</name>
    <message>
        <source>Global settings</source>
        <translation>Globale Einstellungen</translation>
    </message>
    <message>
        <source>Settings of all qubes</source>
        <translation>Einstellungen aller Qubes</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>New qubes, and qubes that follow the default</source>
        <translation>Neue Qubes und Qubes, die der Vorgabe folgen</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>&amp;Netz-Qube</translation>
    </message>
    <message>
        <source>&amp;Disposables from</source>
        <translation>&amp;Wegwerf-Qubes aus</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>&amp;Kernel</translation>
    </message>
    <message>
        <source>The system itself</source>
        <translation>Das System selbst</translation>
    </message>
    <message>
        <source>&amp;Updates come through</source>
        <translation>&amp;Aktualisierungen kommen über</translation>
    </message>
    <message>
        <source>The ti&amp;me comes from</source>
        <translation>Die &amp;Uhrzeit kommt von</translation>
    </message>
    <message>
        <source>Qubes are m&amp;anaged by disposables from</source>
        <translation>Qubes werden &amp;verwaltet von Wegwerf-Qubes aus</translation>
    </message>
    <message>
        <source>Where new volumes go</source>
        <translation>Wohin neue Datenträger kommen</translation>
    </message>
    <message>
        <source>Po&amp;ol</source>
        <translation>Po&amp;ol</translation>
    </message>
    <message>
        <source>&amp;Root volumes</source>
        <translation>&amp;Root-Datenträger</translation>
    </message>
    <message>
        <source>&amp;Private volumes</source>
        <translation>&amp;Private Datenträger</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>Seconds to wait for a &amp;start</source>
        <translation>Sekunden, die auf einen &amp;Start gewartet wird</translation>
    </message>
    <message>
        <source>Seconds to wait for a s&amp;hutdown</source>
        <translation>Sekunden, die auf ein &amp;Herunterfahren gewartet wird</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation>Angewendet.</translation>
    </message>
    <message>
        <source>T&amp;emporary volumes</source>
        <translation>T&amp;emporäre Datenträger</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>Es wurde eben anderswo geändert. Sehen Sie die Änderungen an, dann wenden Sie sie an.</translation>
    </message>
</context>
<context>
    <name>Headline</name>
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
    <message>
        <source>{result}; not with all that they had: {names}. The rest is beside them.</source>
        <translation>{result}; nicht mit allem, was sie hatten: {names}. Das Übrige steht daneben.</translation>
    </message>
    <message>
        <source>{result}, and the files of dom0&apos;s user</source>
        <translation>{result}, und die Dateien des Benutzers von dom0</translation>
    </message>
    <message>
        <source>The files of dom0&apos;s user: {result}</source>
        <translation>Die Dateien des Benutzers von dom0: {result}</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) saved</source>
        <translation>
            <numerusform>{done} von %n Qube gesichert</numerusform>
            <numerusform>{done} von %n Qubes gesichert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) restored</source>
        <translation>
            <numerusform>{done} von %n Qube wiederhergestellt</numerusform>
            <numerusform>{done} von %n Qubes wiederhergestellt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) verified</source>
        <translation>
            <numerusform>{done} von %n Qube geprüft</numerusform>
            <numerusform>{done} von %n Qubes geprüft</numerusform>
        </translation>
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
    <message>
        <source>{job} goes on; the line at the bottom shows it.</source>
        <translation>{job} läuft weiter; die Zeile unten zeigt es.</translation>
    </message>
</context>
<context>
    <name>LeaveQuestion</name>
    <message>
        <source>{job} is not finished.</source>
        <translation>Noch nicht fertig: {job}.</translation>
    </message>
    <message>
        <source>&amp;Cancel it and close</source>
        <translation>Ab&amp;brechen und schließen</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>Das Fenster &amp;offen lassen</translation>
    </message>
    <message>
        <source>Close and &amp;let it run</source>
        <translation>Schließen und weiter&amp;laufen lassen</translation>
    </message>
    <message>
        <source>It can go on without a window; you are told when it has ended. If it is cancelled, what is half made is removed, and what is complete stays.</source>
        <translation>Das kann ohne Fenster weiterlaufen; am Ende werden Sie benachrichtigt. Wird abgebrochen, so wird halb Fertiges entfernt, und Fertiges bleibt.</translation>
    </message>
</context>
<context>
    <name>LogWindow</name>
    <message>
        <source>It is in the journal: journalctl -u qubesd</source>
        <translation>Es steht im Journal: journalctl -u qubesd</translation>
    </message>
    <message>
        <source>qubesd has written nothing yet.</source>
        <translation>qubesd hat noch nichts geschrieben.</translation>
    </message>
    <message>
        <source>Show lines with…</source>
        <translation>Zeilen zeigen mit …</translation>
    </message>
    <message>
        <source>Show lines with</source>
        <translation>Zeilen zeigen mit</translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation>&amp;Neu laden</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>K&amp;opieren</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Errors inside Qube Manager</source>
        <translation>Fehler im Qube Manager selbst</translation>
    </message>
    <message>
        <source>There has been none.</source>
        <translation>Es gab noch keine.</translation>
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
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
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
        <translation>Neuer &amp;Qube …</translation>
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
        <translation>E&amp;instellungen …</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
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
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Qubes as a tree</source>
        <translation>Qubes als Baum</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>St&amp;arten</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Shut &amp;down</source>
        <translation>He&amp;runterfahren</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>Herunterfahren</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>R&amp;estart</source>
        <translation>&amp;Neu starten</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Unpause</source>
        <translation>For&amp;tsetzen</translation>
    </message>
    <message>
        <source>&amp;Kill…</source>
        <translation>Hart &amp;beenden …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+K</source>
        <translation>Ctrl+Shift+K</translation>
    </message>
    <message>
        <source>C&amp;onsole</source>
        <translation>K&amp;onsole</translation>
    </message>
    <message>
        <source>Change &amp;several…</source>
        <translation>&amp;Mehrere ändern …</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Verif&amp;y a backup…</source>
        <translation>&amp;Sicherung prüfen …</translation>
    </message>
    <message>
        <source>&amp;Pools and volumes…</source>
        <translation>Pools &amp;und Datenträger …</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>&amp;Global settings…</source>
        <translation>&amp;Globale Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Switch templates…</source>
        <translation>Vorlagen &amp;wechseln …</translation>
    </message>
    <message>
        <source>L&amp;og…</source>
        <translation>&amp;Protokoll …</translation>
    </message>
    <message>
        <source>&amp;About Qube Manager</source>
        <translation>&amp;Über Qube Manager</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>Ctrl+1</source>
        <translation>Ctrl+1</translation>
    </message>
    <message>
        <source>Tree by &amp;net qube</source>
        <translation>Baum nach &amp;Netz-Qube</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>Tree by &amp;template</source>
        <translation>Baum nach &amp;Vorlage</translation>
    </message>
    <message>
        <source>Ctrl+3</source>
        <translation>Ctrl+3</translation>
    </message>
    <message>
        <source>Earl&amp;ier states…</source>
        <translation>&amp;Frühere Stände …</translation>
    </message>
    <message>
        <source>Ctrl+H</source>
        <translation>Ctrl+H</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>More: views, pools, settings of all qubes (F10)</source>
        <translation>Mehr: Ansichten, Pools, Einstellungen aller Qubes (F10)</translation>
    </message>
    <message>
        <source>{store} — Qube Manager</source>
        <translation>{store} — Qube Manager</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>&amp;What would free space?</source>
        <translation>Was würde &amp;Platz schaffen?</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Views</source>
        <translation>&amp;Ansichten</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>S&amp;palten</translation>
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
    <name>NetChain</name>
    <message>
        <source>network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>kein Netz</translation>
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
    <message>
        <source>Disk image</source>
        <translation>Festplattenabbild</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Disk &amp;image</source>
        <translation>Festplatten&amp;abbild</translation>
    </message>
    <message>
        <source>none: an empty template; or a cloud image</source>
        <translation>keins: eine leere Vorlage; oder ein Cloud-Abbild</translation>
    </message>
    <message>
        <source>Choose a disk image</source>
        <translation>Ein Festplattenabbild wählen</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>Fortschritt des Einlesens</translation>
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
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>&amp;Komprimierung</translation>
    </message>
    <message>
        <source>&amp;Read the archive back afterwards and verify it</source>
        <translation>Das Archiv danach &amp;zurücklesen und prüfen</translation>
    </message>
    <message>
        <source>&amp;Emergency sheet: how to get the data back without this program</source>
        <translation>&amp;Notfallblatt: wie man ohne dieses Programm an die Daten kommt</translation>
    </message>
    <message>
        <source>gzip: every system can restore it</source>
        <translation>gzip: jedes System kann es wiederherstellen</translation>
    </message>
    <message>
        <source>zstd: faster and smaller; the other side needs it as well</source>
        <translation>zstd: schneller und kleiner; die andere Seite braucht es auch</translation>
    </message>
    <message>
        <source>xz: smallest, slow</source>
        <translation>xz: am kleinsten, langsam</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>This machine has a disposable template of that name already.</source>
        <translation>Dieser Rechner hat schon eine Wegwerf-Vorlage dieses Namens.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; it is left out.</source>
        <translation>Einen Qube namens {name} gibt es schon; er wird ausgelassen.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; this one becomes {free}.</source>
        <translation>Einen Qube namens {name} gibt es schon; dieser wird {free}.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; a restore has left it incomplete.</source>
        <translation>Einen Qube namens {name} gibt es schon; eine Wiederherstellung ließ ihn unvollständig.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already.</source>
        <translation>Einen Qube namens {name} gibt es schon.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube.</source>
        <translation>{name} kann kein Name eines Qubes sein.</translation>
    </message>
    <message>
        <source>Two of the selected qubes would be named {name}.</source>
        <translation>Zwei der gewählten Qubes würden {name} heißen.</translation>
    </message>
    <message>
        <source>Restore it under another name, or leave it out.</source>
        <translation>Unter einem anderen Namen wiederherstellen oder auslassen.</translation>
    </message>
    <message>
        <source>Go on with that restore. Restore it under another name, or leave it out.</source>
        <translation>Jene Wiederherstellung fortsetzen. Unter einem anderen Namen wiederherstellen oder auslassen.</translation>
    </message>
    <message>
        <source>{name} is a {kind} here, which a {other} cannot replace.</source>
        <translation>{name} ist hier ein {kind}, den ein {other} nicht ersetzen kann.</translation>
    </message>
    <message>
        <source>{name} was left incomplete by a restore.</source>
        <translation>{name} blieb von einer Wiederherstellung unvollständig.</translation>
    </message>
    <message>
        <source>{name} is running; shut it down to have it replaced.</source>
        <translation>{name} läuft; fahren Sie ihn herunter, um ihn zu ersetzen.</translation>
    </message>
    <message>
        <source>The pool {pool} keeps no earlier state of {name} when it is replaced.</source>
        <translation>Der Pool {pool} behält keinen früheren Stand von {name}, wenn er ersetzt wird.</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings.</source>
        <translation>Er ersetzt den hiesigen Qube {name} samt Einstellungen.</translation>
    </message>
    <message>
        <source>Its label {label} does not exist here; it becomes {other}.</source>
        <translation>Sein Label {label} gibt es hier nicht; es wird {other}.</translation>
    </message>
    <message>
        <source>It has no label; it becomes {other}.</source>
        <translation>Er hat kein Label; es wird {other}.</translation>
    </message>
    <message>
        <source>There is no pool named {pool}.</source>
        <translation>Es gibt keinen Pool namens {pool}.</translation>
    </message>
    <message>
        <source>Choose one of the pools of this machine.</source>
        <translation>Wählen Sie einen der Pools dieses Rechners.</translation>
    </message>
    <message>
        <source>Its template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>Seine Vorlage {name} ist weder auf diesem Rechner noch unter den gewählten Qubes.</translation>
    </message>
    <message>
        <source>Its disposable template is neither on this machine nor among the selected qubes.</source>
        <translation>Seine Wegwerf-Vorlage ist weder auf diesem Rechner noch unter den gewählten Qubes.</translation>
    </message>
    <message>
        <source>Its template is neither on this machine nor among the selected qubes.</source>
        <translation>Seine Vorlage ist weder auf diesem Rechner noch unter den gewählten Qubes.</translation>
    </message>
    <message>
        <source>Select that disposable template as well, or choose another one.</source>
        <translation>Wählen Sie diese Wegwerf-Vorlage mit aus, oder eine andere.</translation>
    </message>
    <message>
        <source>Select that template as well, or choose another one.</source>
        <translation>Wählen Sie diese Vorlage mit aus, oder eine andere.</translation>
    </message>
    <message>
        <source>Its template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>Seine Vorlage {name} ist weder hier noch gewählt; er benutzt stattdessen {other}.</translation>
    </message>
    <message>
        <source>{name} is no qube that provides network.</source>
        <translation>{name} ist kein Qube, der Netz gibt.</translation>
    </message>
    <message>
        <source>Choose another one, or none.</source>
        <translation>Wählen Sie einen anderen oder keinen.</translation>
    </message>
    <message>
        <source>There is no kernel {name}.</source>
        <translation>Es gibt keinen Kernel {name}.</translation>
    </message>
    <message>
        <source>Its kernel {name} is not here; it uses the default of this machine ({other}).</source>
        <translation>Sein Kernel {name} ist nicht hier; er benutzt die Vorgabe dieses Rechners ({other}).</translation>
    </message>
    <message>
        <source>Select fewer qubes, choose another pool, or make room.</source>
        <translation>Wählen Sie weniger Qubes, einen anderen Pool, oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube; this one becomes {free}.</source>
        <translation>{name} kann kein Name eines Qubes sein; dieser wird {free}.</translation>
    </message>
    <message>
        <source>There is no default pool.</source>
        <translation>Es gibt keinen Vorgabe-Pool.</translation>
    </message>
    <message>
        <source>There is no label named {label}.</source>
        <translation>Es gibt keine Farbe namens {label}.</translation>
    </message>
    <message>
        <source>Choose one of the labels of this machine.</source>
        <translation>Wählen Sie eine der Farben dieses Rechners.</translation>
    </message>
    <message>
        <source>A {kind} has no template, so {name} cannot be its own.</source>
        <translation>Ein {kind} hat keine Vorlage, also kann {name} nicht seine sein.</translation>
    </message>
    <message>
        <source>Choose none.</source>
        <translation>Wählen Sie keine.</translation>
    </message>
    <message>
        <source>The default pool {pool} is not there.</source>
        <translation>Der Vorgabe-Pool {pool} ist nicht da.</translation>
    </message>
    <message>
        <source>In format {version} each piece of an archive is protected only by itself: whether the pieces are in their order and all of this backup cannot be told for certain.</source>
        <translation>Im Format {version} ist jedes Stück eines Archivs nur für sich geschützt: ob die Stücke in ihrer Reihenfolge und alle von dieser Sicherung sind, lässt sich nicht sicher sagen.</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>Das sind die Dateien des Benutzers „{user}“. Sie kommen in einen neuen Ordner in Ihrem Home-Verzeichnis; sonst ändert sich dort nichts.</translation>
    </message>
    <message>
        <source>These are the files of a user whom the backup does not name. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>Das sind die Dateien eines Benutzers, den die Sicherung nicht nennt. Sie kommen in einen neuen Ordner in Ihrem Home-Verzeichnis; sonst ändert sich dort nichts.</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;, and you are &apos;{here}&apos; here: they are restored only when dom0 is selected.</source>
        <translation>Das sind die Dateien des Benutzers „{user}“, und Sie sind hier „{here}“: Sie werden nur wiederhergestellt, wenn dom0 gewählt ist.</translation>
    </message>
    <message>
        <source>The backup does not say whose files these are: they are restored only when dom0 is selected.</source>
        <translation>Die Sicherung sagt nicht, wessen Dateien das sind: Sie werden nur wiederhergestellt, wenn dom0 gewählt ist.</translation>
    </message>
    <message>
        <source>It gets the {devices} as in the backup; look whether that is right for this machine before you start it.</source>
        <translation>Er bekommt wie in der Sicherung: {devices}. Sehen Sie nach, ob das auf diesem Rechner stimmt, bevor Sie ihn starten.</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings. What its volumes hold now stays as a revision of each.</source>
        <translation>Er ersetzt den hiesigen Qube {name} samt Einstellungen. Was dessen Datenträger jetzt enthalten, bleibt je als Revision.</translation>
    </message>
    <message>
        <source>The pool {pool} makes whole copies, so until the old one is replaced the new one is there twice.</source>
        <translation>Der Pool {pool} macht ganze Kopien; bis der alte ersetzt ist, gibt es den neuen also doppelt.</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>Seine Wegwerf-Vorlage {name} ist weder auf diesem Rechner noch unter den gewählten Qubes.</translation>
    </message>
    <message>
        <source>Its template {name} is nowhere to be had, and this machine has none: an empty template {other} is made in its place. Give the qube a real template before it is started.</source>
        <translation>Seine Vorlage {name} ist nirgends zu haben, und dieser Rechner hat keine: An ihrer Stelle wird eine leere Vorlage {other} angelegt. Geben Sie dem Qube eine richtige Vorlage, bevor er gestartet wird.</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>Seine Wegwerf-Vorlage {name} ist weder hier noch gewählt; er benutzt stattdessen {other}.</translation>
    </message>
    <message>
        <source>Its network qube {name} is neither here nor selected; it uses the default of this machine ({other}).</source>
        <translation>Sein Netz-Qube {name} ist weder hier noch gewählt; er benutzt die Vorgabe dieses Rechners ({other}).</translation>
    </message>
    <message>
        <source>Its disposable template {name} for opening files is neither here nor selected; it uses the default of this machine.</source>
        <translation>Seine Wegwerf-Vorlage {name} zum Öffnen von Dateien ist weder hier noch gewählt; er benutzt die Vorgabe dieses Rechners.</translation>
    </message>
    <message>
        <source>Its {kind} {address} is that of the qube {name} as well, so it gets the default of this machine. If it needs one of its own, set that when it is restored.</source>
        <translation>Seine Adresse {address} ({kind}) hat auch der Qube {name}; daher bekommt er die Vorgabe dieses Rechners. Braucht er eine eigene, setzen Sie diese, wenn er wiederhergestellt ist.</translation>
    </message>
    <message>
        <source>The selected qubes need {needed} in the pool {pool}, which has {free} free.</source>
        <translation>Die gewählten Qubes brauchen {needed} im Pool {pool}, in dem {free} frei sind.</translation>
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
    <message>
        <source>Label</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>default ({kernel})</source>
        <translation>Vorgabe ({kernel})</translation>
    </message>
    <message>
        <source>that of the qube ({pool})</source>
        <translation>der des Qubes ({pool})</translation>
    </message>
    <message>
        <source>by volume…</source>
        <translation>je Datenträger …</translation>
    </message>
    <message>
        <source>{size} of data, as the backup&apos;s list says; what is written can be more</source>
        <translation>{size} Daten, wie die Liste der Sicherung sagt; geschrieben wird vielleicht mehr</translation>
    </message>
    <message>
        <source>a new folder</source>
        <translation>ein neuer Ordner</translation>
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
    <message>
        <source>What its volumes hold now stays as a revision of each.</source>
        <translation>Was seine Datenträger jetzt enthalten, bleibt je als früherer Stand.</translation>
    </message>
    <message>
        <source>Replace the &amp;one here</source>
        <translation>Den &amp;hiesigen ersetzen</translation>
    </message>
    <message>
        <source>Copy the same as a command</source>
        <translation>Dasselbe als Befehl kopieren</translation>
    </message>
    <message>
        <source>The same in a terminal; press to copy it:</source>
        <translation>Dasselbe in einem Terminal; drücken, um es zu kopieren:</translation>
    </message>
    <message>
        <source>What shall be verified?</source>
        <translation>Was soll geprüft werden?</translation>
    </message>
    <message>
        <source>&amp;Verify the files</source>
        <translation>Die Dateien &amp;prüfen</translation>
    </message>
    <message>
        <source>&amp;Restore the files</source>
        <translation>Die Dateien &amp;wiederherstellen</translation>
    </message>
    <message>
        <source>Tick the qubes to verify.</source>
        <translation>Kreuzen Sie die Qubes an, die geprüft werden sollen.</translation>
    </message>
    <message>
        <source>What is ticked is read and checked; nothing is changed.</source>
        <translation>Was angekreuzt ist, wird gelesen und geprüft; nichts wird geändert.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) have a problem, the first is {name}: {problem}</source>
        <translation>
            <numerusform>%n Qube hat ein Problem: {name}: {problem}</numerusform>
            <numerusform>%n Qubes haben ein Problem, der erste ist {name}: {problem}</numerusform>
        </translation>
    </message>
    <message>
        <source>Shall the files of dom0&apos;s user be restored as well?</source>
        <translation>Sollen auch die Dateien des Benutzers von dom0 wiederhergestellt werden?</translation>
    </message>
    <message>
        <source>&amp;Restore them into a new folder</source>
        <translation>In einen neuen Ordner &amp;wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Leave them out</source>
        <translation>Weg&amp;lassen</translation>
    </message>
    <message>
        <source>Restore them into a new folder</source>
        <translation>In einen neuen Ordner wiederherstellen</translation>
    </message>
</context>
<context>
    <name>PolicyQuestionDialog</name>
    <message>
        <source>The qube {source} asks to use {service} in another qube.</source>
        <translation>Der Qube {source} möchte {service} in einem anderen Qube benutzen.</translation>
    </message>
    <message>
        <source>Choose the qube first.</source>
        <translation>Erst den Qube wählen.</translation>
    </message>
    <message>
        <source>Denied by itself in {duration}</source>
        <translation>Wird von selbst abgelehnt in {duration}</translation>
    </message>
    <message>
        <source>A qube asks</source>
        <translation>Ein Qube fragt</translation>
    </message>
    <message>
        <source>&amp;In</source>
        <translation>&amp;In</translation>
    </message>
    <message>
        <source>If you did not expect this, deny it.</source>
        <translation>Wenn Sie das nicht erwartet haben, lehnen Sie ab.</translation>
    </message>
    <message>
        <source>Time left to answer</source>
        <translation>Zeit zum Antworten</translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation>&amp;Erlauben</translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation>&amp;Ablehnen</translation>
    </message>
</context>
<context>
    <name>PoolCard</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s)</source>
        <translation>
            <numerusform>%n Datenträger</numerusform>
            <numerusform>%n Datenträger</numerusform>
        </translation>
    </message>
    <message>
        <source>{volumes} of {names}</source>
        <translation>{volumes} von {names}</translation>
    </message>
    <message>
        <source>No volume that lasts is in it.</source>
        <translation>Kein bleibender Datenträger liegt darin.</translation>
    </message>
    <message>
        <source>It is the default pool.</source>
        <translation>Es ist der Vorgabe-Pool.</translation>
    </message>
    <message>
        <source>It has volumes; move or remove them first.</source>
        <translation>Er hat Datenträger; verschieben oder entfernen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>It is a default pool; choose another one first.</source>
        <translation>Er ist ein Vorgabe-Pool; wählen Sie zuerst einen anderen.</translation>
    </message>
    <message>
        <source>What would free space in {name}?</source>
        <translation>Was würde in {name} Platz schaffen?</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Einstellungen von {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>What would free space?</source>
        <translation>Was würde Platz schaffen?</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>The figures are those of the whole disk, which it shares with {names}.</source>
        <translation>Die Zahlen sind die der ganzen Platte, die er mit {names} teilt.</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>Er ist jetzt nicht benutzbar: {reason}</translation>
    </message>
    <message>
        <source>It is the default pool for kernels.</source>
        <translation>Er ist der Standardpool für Kernel.</translation>
    </message>
    <message>
        <source>It is the default pool for these volumes: {names}</source>
        <translation>Er ist der Standardpool für diese Datenträger: {names}</translation>
    </message>
</context>
<context>
    <name>PoolSettingsDialog</name>
    <message>
        <source>Settings of a pool</source>
        <translation>Einstellungen eines Pools</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep of each volume</source>
        <translation>&amp;Frühere Stände, die je Datenträger bleiben</translation>
    </message>
    <message>
        <source>&amp;Warn when it is so full (percent, 0 for never)</source>
        <translation>&amp;Warnen, wenn er so voll ist (Prozent, 0 für nie)</translation>
    </message>
    <message>
        <source>Encrypt &amp;temporary data with a key that is forgotten</source>
        <translation>&amp;Temporäre Daten mit einem Schlüssel verschlüsseln, der vergessen wird</translation>
    </message>
    <message>
        <source>Encrypt temporary data with a key that is forgotten</source>
        <translation>Temporäre Daten mit einem Schlüssel verschlüsseln, der vergessen wird</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Einstellungen von {name}</translation>
    </message>
</context>
<context>
    <name>Pools</name>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} und {count} weitere</translation>
    </message>
</context>
<context>
    <name>PoolsWindow</name>
    <message>
        <source>Pools and volumes</source>
        <translation>Pools und Datenträger</translation>
    </message>
    <message>
        <source>Storage pools</source>
        <translation>Speicher-Pools</translation>
    </message>
    <message>
        <source>&amp;Add a pool…</source>
        <translation>Pool &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>Pools</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Metadaten</translation>
    </message>
    <message>
        <source>{name} is there.</source>
        <translation>{name} ist da.</translation>
    </message>
    <message>
        <source>Remove the pool {name}?</source>
        <translation>Den Pool {name} entfernen?</translation>
    </message>
    <message>
        <source>What is in its place stays there; it can be added again.</source>
        <translation>Was dort liegt, bleibt; er kann wieder hinzugefügt werden.</translation>
    </message>
    <message>
        <source>&amp;Remove it</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>{name} is removed.</source>
        <translation>{name} ist entfernt.</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Behalten</translation>
    </message>
</context>
<context>
    <name>ProfileRow</name>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Not saved, for they are not here: {names}</source>
        <translation>Nicht gesichert, weil nicht hier: {names}</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>Profil speichern</translation>
    </message>
    <message>
        <source>Its name (qubes, place and options; never the passphrase):</source>
        <translation>Sein Name (Qubes, Ort und Optionen; nie die Passphrase):</translation>
    </message>
    <message>
        <source>Choose or save a profile first.</source>
        <translation>Erst ein Profil wählen oder speichern.</translation>
    </message>
</context>
<context>
    <name>QubeCommands</name>
    <message numerus="yes">
        <source>%n qube(s) end at once:</source>
        <translation>
            <numerusform>%n Qube endet sofort:</numerusform>
            <numerusform>%n Qubes enden sofort:</numerusform>
        </translation>
    </message>
    <message>
        <source>What is open in them and not saved is lost.</source>
        <translation>Was darin offen und nicht gespeichert ist, geht verloren.</translation>
    </message>
    <message>
        <source>&amp;Kill</source>
        <translation>50=&amp;Abbrechen (hart)Hart beenden</translation>
    </message>
    <message>
        <source>started</source>
        <translation>gestartet</translation>
    </message>
    <message>
        <source>shut down</source>
        <translation>heruntergefahren</translation>
    </message>
    <message>
        <source>restarted</source>
        <translation>neu gestartet</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>unpaused</source>
        <translation>fortgesetzt</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>hart beendet</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s): {act}</source>
        <translation>
            <numerusform>{done} von %n Qube: {act}</numerusform>
            <numerusform>{done} von %n Qubes: {act}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) removed.</source>
        <translation>
            <numerusform>{done} von %n Qube entfernt.</numerusform>
            <numerusform>{done} von %n Qubes entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>Fehlgeschlagene erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
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
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>Einweg</translation>
    </message>
    <message>
        <source>Autostart</source>
        <translation>Autostart</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>It may be running although the hypervisor does not know of it, so nothing may touch its disks. Start tells who has them open.</source>
        <translation>Er läuft vielleicht, obwohl der Hypervisor nichts von ihm weiß; darum darf nichts an seine Platten. Starten sagt, wer sie geöffnet hat.</translation>
    </message>
    <message>
        <source>read back and whole</source>
        <translation>zurückgelesen und vollständig</translation>
    </message>
    <message>
        <source>it could not be verified</source>
        <translation>konnte nicht geprüft werden</translation>
    </message>
    <message>
        <source>older than 30 days</source>
        <translation>älter als 30 Tage</translation>
    </message>
    <message>
        <source>{template} from its next start on</source>
        <translation>{template} ab dem nächsten Start</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>nicht benutzbar</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>Nothing is “{term}”.</source>
        <translation>Nichts ist „{term}“.</translation>
    </message>
    <message>
        <source>“{term}” is not understood; sizes are written {example}.</source>
        <translation>„{term}“ ist unverständlich; Größen schreibt man {example}.</translation>
    </message>
    <message>
        <source>There is no term “{term}”.</source>
        <translation>Den Begriff „{term}“ gibt es nicht.</translation>
    </message>
    <message>
        <source> Did you mean {term}?</source>
        <translation> Meinten Sie {term}?</translation>
    </message>
    <message>
        <source>What to look for stands right after “{term}”, without a space.</source>
        <translation>Was gesucht wird, steht gleich hinter „{term}“, ohne Leerzeichen.</translation>
    </message>
</context>
<context>
    <name>Reclaim</name>
    <message>
        <source>earlier state</source>
        <translation>früherer Stand</translation>
    </message>
    <message>
        <source>data that were never finished</source>
        <translation>Daten, die nie fertig wurden</translation>
    </message>
    <message>
        <source>temporary data of a past run</source>
        <translation>temporäre Daten eines früheren Laufs</translation>
    </message>
    <message>
        <source>snapshot of a past run</source>
        <translation>Schnappschuss eines früheren Laufs</translation>
    </message>
    <message>
        <source>data of no qube</source>
        <translation>Daten keines Qubes</translation>
    </message>
</context>
<context>
    <name>ReclaimDialog</name>
    <message>
        <source>What would free space?</source>
        <translation>Was würde Platz schaffen?</translation>
    </message>
    <message>
        <source>Tick what you can do without. Nothing is removed before you press the button; what was removed does not come back.</source>
        <translation>Wählen Sie aus, worauf Sie verzichten können. Nichts wird entfernt, bevor Sie den Knopf drücken; was entfernt ist, kommt nicht wieder.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>What takes space</source>
        <translation>Was Platz belegt</translation>
    </message>
    <message>
        <source>&amp;Free</source>
        <translation>&amp;Freigeben</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>What would free space in {pool}?</source>
        <translation>Was würde in {pool} Platz schaffen?</translation>
    </message>
    <message>
        <source>{done} of {total} removed.</source>
        <translation>{done} von {total} entfernt.</translation>
    </message>
    <message>
        <source>Nothing is there that could be removed.</source>
        <translation>Nichts ist da, das entfernt werden könnte.</translation>
    </message>
    <message>
        <source>{size} and more become free.</source>
        <translation>{size} und mehr werden frei.</translation>
    </message>
    <message>
        <source>{size} become free.</source>
        <translation>{size} werden frei.</translation>
    </message>
    <message>
        <source>&amp;Free {size}</source>
        <translation>{size} &amp;freigeben</translation>
    </message>
    <message>
        <source>Tick something first.</source>
        <translation>Wählen Sie erst etwas aus.</translation>
    </message>
</context>
<context>
    <name>ReclaimModel</name>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Frees</source>
        <translation>Schafft</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Bemerkungen</translation>
    </message>
    <message>
        <source>{what}, pinned</source>
        <translation>{what}, angeheftet</translation>
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
    <message numerus="yes">
        <source>Remove %n qube(s)?</source>
        <translation>
            <numerusform>%n Qube entfernen?</numerusform>
            <numerusform>%n Qubes entfernen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n qube(s)</source>
        <translation>
            <numerusform>%n Qube &amp;entfernen</numerusform>
            <numerusform>%n Qubes &amp;entfernen</numerusform>
        </translation>
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
    <message>
        <source>{property} of the system</source>
        <translation>{property} des Systems</translation>
    </message>
    <message>
        <source>{property} of {name}</source>
        <translation>{property} von {name}</translation>
    </message>
</context>
<context>
    <name>RestoreRun</name>
    <message>
        <source>Settling what was begun and cannot be finished…</source>
        <translation>Begonnenes, das nicht fertig wird, wird bereinigt …</translation>
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
    <message>
        <source>Verify a backup</source>
        <translation>Sicherung prüfen</translation>
    </message>
    <message>
        <source>The plan was changed, and nothing of it is done yet.</source>
        <translation>Der Plan wurde geändert, und nichts davon ist schon getan.</translation>
    </message>
    <message>
        <source>Closing forgets the changes.</source>
        <translation>Beim Schließen gehen die Änderungen verloren.</translation>
    </message>
    <message>
        <source>Close and &amp;forget them</source>
        <translation>Schließen und &amp;verwerfen</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>Das Fenster &amp;offen lassen</translation>
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
    <name>Room</name>
    <message>
        <source>The Qube Manager lists what can be freed: {place}</source>
        <translation>Der Qube Manager zeigt, was frei werden kann: {place}</translation>
    </message>
    <message>
        <source>if no qube needs it, remove it in the Qube Manager: {place}</source>
        <translation>wenn kein Qube es braucht, entfernen Sie es im Qube Manager: {place}</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>annehmen</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>verwerfen</translation>
    </message>
    <message>
        <source>name servers (DNS)</source>
        <translation>Namensserver (DNS)</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>überall</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Never comes to it: rule {number} takes everything before.</source>
        <translation>Kommt nie an die Reihe: Regel {number} nimmt vorher alles.</translation>
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
    <name>SavedViews</name>
    <message>
        <source>&amp;Save this view…</source>
        <translation>Diese Ansicht &amp;speichern …</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Vergessen</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Diese Ansicht speichern</translation>
    </message>
    <message>
        <source>Name of this view (search, chips, list or tree):</source>
        <translation>Name dieser Ansicht (Suche, Felder, Liste oder Baum):</translation>
    </message>
    <message>
        <source>“{name}” keeps its name: another view is called “{new}”.</source>
        <translation>„{name}“ behält den Namen: Eine andere Ansicht heißt „{new}“.</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>New name of “{name}”:</source>
        <translation>Neuer Name von „{name}“:</translation>
    </message>
    <message>
        <source>Rename this view</source>
        <translation>Diese Ansicht umbenennen</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>&amp;Jede(n)</translation>
    </message>
    <message>
        <source>A missed run is made up for as soon as the computer is on. The passphrase is taken from your keyring; it is put there once, in a terminal:</source>
        <translation>Ein verpasster Lauf wird nachgeholt, sobald der Rechner läuft. Die Passphrase kommt aus Ihrem Schlüsselbund; dorthin kommt sie einmal, in einem Terminal:</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Den Befehl kopieren</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>&amp;Setzen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>When shall {name} run?</source>
        <translation>Wann soll {name} laufen?</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>It no longer runs by itself.</source>
        <translation>Es läuft nicht mehr von selbst.</translation>
    </message>
    <message>
        <source>{timer} is written, but it does not run yet: {problem}</source>
        <translation>{timer} ist geschrieben, läuft aber noch nicht: {problem}</translation>
    </message>
    <message>
        <source>It runs by itself from now on ({timer}).</source>
        <translation>Es läuft ab jetzt von selbst ({timer}).</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Qubes suchen</translation>
    </message>
    <message>
        <source>Words from any column, and terms:
{fields} with a part of the text, such as template:debian or netvm:none
size&gt;10G or size&lt;500M for the size of the disks, used&gt; and used&lt; for what they hold</source>
        <translation>Wörter aus jeder Spalte, und Begriffe:
{fields} mit einem Teil des Textes, etwa template:debian oder netvm:none
size&gt;10G oder size&lt;500M für die Größe der Platten, used&gt; und used&lt; für das, was sie enthalten</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Services are switched on or off inside the qube at its next start. Features are notes that programs read.</source>
        <translation>Dienste werden im Qube beim nächsten Start ein- oder ausgeschaltet. Merkmale sind Vermerke, die Programme lesen.</translation>
    </message>
    <message>
        <source>Services, features and tags</source>
        <translation>Dienste, Merkmale und Schlagwörter</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Services</source>
        <translation>&amp;Dienste</translation>
    </message>
    <message>
        <source>{name}: removed</source>
        <translation>{name}: entfernt</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Das gibt es schon.</translation>
    </message>
    <message>
        <source>The name has no spaces.</source>
        <translation>Der Name hat keine Leerzeichen.</translation>
    </message>
    <message>
        <source>No service, feature or tag is set.</source>
        <translation>Kein Dienst, Merkmal oder Schlagwort ist gesetzt.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
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
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>the qube&apos;s own</source>
        <translation>der eigene des Qubes</translation>
    </message>
    <message>
        <source>default ({value})</source>
        <translation>Standard ({value})</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings of {name}</source>
        <translation>Einstellungen von {name}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
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
        <source>Ad&amp;vanced</source>
        <translation>&amp;Erweitert</translation>
    </message>
    <message>
        <source>&amp;Memory at start (MiB)</source>
        <translation>&amp;Speicher am Anfang (MiB)</translation>
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
        <source>Find a setting</source>
        <translation>Einstellung suchen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>Schlie&amp;ßen</translation>
    </message>
    <message>
        <source>This cannot be applied</source>
        <translation>Das lässt sich nicht anwenden</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>&amp;Kernel</translation>
    </message>
    <message>
        <source>Ke&amp;rnel options</source>
        <translation>Kernel-&amp;Optionen</translation>
    </message>
    <message>
        <source>Deb&amp;ug mode</source>
        <translation>&amp;Fehlersuche</translation>
    </message>
    <message>
        <source>Memory at m&amp;ost (MiB, 0 = fixed)</source>
        <translation>Speicher &amp;höchstens (MiB, 0 = fest)</translation>
    </message>
    <message>
        <source>Time to st&amp;art (s)</source>
        <translation>&amp;Zeit zum Starten (s)</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>Was sich ändern wird</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>Es wurde eben anderswo geändert. Sehen Sie die Änderungen an, dann wenden Sie sie an.</translation>
    </message>
    <message>
        <source>The notes were changed elsewhere as well. Which ones shall it be?</source>
        <translation>Die Notizen wurden auch anderswo geändert. Welche sollen gelten?</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>Die von anderswo:</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>&amp;Meine</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>Die von ander&amp;swo</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>&amp;Beide</translation>
    </message>
    <message>
        <source>The qube was removed; nothing of this can be applied.</source>
        <translation>Der Qube wurde entfernt; nichts davon lässt sich anwenden.</translation>
    </message>
    <message>
        <source>(they were changed elsewhere meanwhile)</source>
        <translation>(sie wurden inzwischen anderswo geändert)</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>Die jetzige Vorlage auch beim nächsten Start behalten</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Zurücknehmen</translation>
    </message>
    <message>
        <source>It has {now}, and gets {then} at its next start.</source>
        <translation>Er hat {now} und bekommt beim nächsten Start {then}.</translation>
    </message>
    <message>
        <source>It runs, so another template comes at its next start.</source>
        <translation>Er läuft; eine andere Vorlage kommt beim nächsten Start.</translation>
    </message>
    <message>
        <source>It runs; its template can be changed when it is shut down.</source>
        <translation>Er läuft; seine Vorlage lässt sich ändern, wenn er heruntergefahren ist.</translation>
    </message>
    <message>
        <source>{setting}: {now} stays; {then} is not taken at the next start</source>
        <translation>{setting}: {now} bleibt; {then} kommt beim nächsten Start nicht</translation>
    </message>
    <message>
        <source>{setting}: {now} → {then} at the next start, for the qube runs</source>
        <translation>{setting}: {now} → {then} beim nächsten Start, denn der Qube läuft</translation>
    </message>
    <message>
        <source>Not everything was applied</source>
        <translation>Nicht alles wurde angewendet</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Nothing is changed.</source>
        <translation>Nichts ist geändert.</translation>
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
        <source>(changed elsewhere meanwhile: {old} → {new})</source>
        <translation>(inzwischen anderswo geändert: {old} → {new})</translation>
    </message>
    <message numerus="yes">
        <source>Appl&amp;y %n change(s)</source>
        <translation>
            <numerusform>%n Änderung &amp;anwenden</numerusform>
            <numerusform>%n Änderungen &amp;anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>Nothing of this was applied: qubesd does not answer. Apply it again when it is back.</source>
        <translation>Nichts davon wurde angewendet: qubesd antwortet nicht. Wenden Sie es noch einmal an, wenn es wieder da ist.</translation>
    </message>
    <message>
        <source>Nothing of this was applied: {reason}</source>
        <translation>Nichts davon wurde angewendet: {reason}</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>&amp;Weiter bearbeiten</translation>
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
        <source>A Qubes backup, format {version}, {size}</source>
        <translation>Eine Qubes-Sicherung, Format {version}, {size}</translation>
    </message>
    <message>
        <source>It is read out of the running qube {name}.</source>
        <translation>Sie wird aus dem laufenden Qube {name} gelesen.</translation>
    </message>
    <message>
        <source>Which backup shall be verified?</source>
        <translation>Welche Sicherung soll geprüft werden?</translation>
    </message>
    <message>
        <source>Or drop the file onto this window. One in a running qube is named QUBE:/path/of/the/file. Nothing is changed before you have seen the plan.</source>
        <translation>Oder ziehen Sie die Datei auf dieses Fenster. Eine in einem laufenden Qube heißt QUBE:/pfad/der/datei. Nichts wird geändert, bevor Sie den Plan gesehen haben.</translation>
    </message>
    <message>
        <source>Back&amp;ups made here, as far as their files can be reached now:</source>
        <translation>Hier &amp;erstellte Sicherungen, deren Dateien jetzt erreichbar sind:</translation>
    </message>
    <message>
        <source>Backups made here</source>
        <translation>Hier erstellte Sicherungen</translation>
    </message>
    <message>
        <source>Kept &amp;in</source>
        <translation>Liegt &amp;in</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>der Qube {name}</translation>
    </message>
    <message numerus="yes">
        <source>Go &amp;on with the restore of {archive} that was cut: {done} of %n qube(s) done</source>
        <translation>
            <numerusform>Die abgebrochene Wiederherstellung von {archive} f&amp;ortsetzen: {done} von %n Qube fertig</numerusform>
            <numerusform>Die abgebrochene Wiederherstellung von {archive} f&amp;ortsetzen: {done} von %n Qubes fertig</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatesDialog</name>
    <message>
        <source>Volumes</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Vo&amp;lume</source>
        <translation>&amp;Datenträger</translation>
    </message>
    <message>
        <source>Earlier states, the newest first:</source>
        <translation>Frühere Stände, der neueste zuerst:</translation>
    </message>
    <message>
        <source>Earlier states</source>
        <translation>Frühere Stände</translation>
    </message>
    <message>
        <source>Re&amp;vert to this</source>
        <translation>Dahin &amp;zurück</translation>
    </message>
    <message>
        <source>&amp;Pin…</source>
        <translation>An&amp;heften …</translation>
    </message>
    <message>
        <source>S&amp;et</source>
        <translation>S&amp;etzen</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>&amp;Resize</source>
        <translation>&amp;Größe ändern</translation>
    </message>
    <message>
        <source>P&amp;ool</source>
        <translation>P&amp;ool</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>Dorthin &amp;verschieben</translation>
    </message>
    <message>
        <source>Progress of the move</source>
        <translation>Fortschritt des Verschiebens</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Volumes of {name}</source>
        <translation>Datenträger von {name}</translation>
    </message>
    <message>
        <source>No earlier state yet: one is kept whenever the qube shuts down.</source>
        <translation>Noch kein früherer Stand: bei jedem Herunterfahren bleibt einer.</translation>
    </message>
    <message>
        <source>This volume is not kept, so it has no states.</source>
        <translation>Dieser Datenträger bleibt nicht, also hat er keine Stände.</translation>
    </message>
    <message>
        <source>{size} used, in the pool {pool}</source>
        <translation>{size} belegt, im Pool {pool}</translation>
    </message>
    <message>
        <source>It is as it was: {when}.</source>
        <translation>Es ist wieder wie: {when}.</translation>
    </message>
    <message>
        <source>The revert is undone.</source>
        <translation>Das Zurückgehen ist rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Pin a state</source>
        <translation>Stand anheften</translation>
    </message>
    <message>
        <source>It stays until it is unpinned. A note, if you like:</source>
        <translation>Er bleibt, bis er gelöst wird. Eine Notiz, wenn Sie mögen:</translation>
    </message>
    <message>
        <source>It has {size} now.</source>
        <translation>Er hat jetzt {size}.</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>Dieser Datenträger bleibt nicht.</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>Fahren Sie den Qube zuerst herunter.</translation>
    </message>
    <message>
        <source>Select a state.</source>
        <translation>Wählen Sie einen Stand.</translation>
    </message>
    <message>
        <source>The present state is kept as a state of its own.</source>
        <translation>Der jetzige Stand bleibt als eigener Stand erhalten.</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>&amp;Lösen</translation>
    </message>
    <message>
        <source>It has the size of its template&apos;s volume.</source>
        <translation>Er hat die Größe des Datenträgers seiner Vorlage.</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep</source>
        <translation>Frühere Stände, die &amp;bleiben</translation>
    </message>
    <message>
        <source>Kept from the next shutdown on: {count}.</source>
        <translation>Vom nächsten Herunterfahren an bleiben: {count}.</translation>
    </message>
    <message>
        <source>In the pool {pool}; nobody has measured it</source>
        <translation>Im Pool {pool}; niemand hat es gemessen</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>An&amp;heften</translation>
    </message>
    <message>
        <source>C&amp;lone to a new qube…</source>
        <translation>In einen neuen Qube k&amp;lonen …</translation>
    </message>
    <message>
        <source>The qube {name} is made, with that state of the volume.</source>
        <translation>Der Qube {name} ist angelegt, mit diesem Stand des Datenträgers.</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot do this.</source>
        <translation>Der qubesd dieses Systems kann das nicht.</translation>
    </message>
    <message>
        <source>Another qube like this one, with the data of that state</source>
        <translation>Noch ein Qube wie dieser, mit den Daten dieses Standes</translation>
    </message>
    <message>
        <source>Shut &amp;down and move</source>
        <translation>Herunterfahren &amp;und verschieben</translation>
    </message>
    <message>
        <source>It runs on until somebody shuts it down; then the volume is moved</source>
        <translation>Er läuft weiter, bis ihn jemand herunterfährt; dann wird der Datenträger verschoben</translation>
    </message>
    <message>
        <source>Move once it is s&amp;hut down</source>
        <translation>Verschieben, sobald er &amp;aus ist</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>Er ist jetzt nicht benutzbar: {reason}</translation>
    </message>
</context>
<context>
    <name>StatesModel</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Why it was kept</source>
        <translation>Warum er blieb</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>{time}, pinned</source>
        <translation>{time}, angeheftet</translation>
    </message>
    <message>
        <source>pinned: it stays until it is unpinned</source>
        <translation>angeheftet: bleibt, bis er gelöst wird</translation>
    </message>
    <message>
        <source>The driver of its pool does not know</source>
        <translation>Der Treiber seines Pools weiß es nicht</translation>
    </message>
    <message>
        <source>What removing it would free</source>
        <translation>Was das Entfernen schaffen würde</translation>
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
    <name>StoragePage</name>
    <message>
        <source>Volumes</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>Backups that have this qube:</source>
        <translation>Sicherungen mit diesem Qube:</translation>
    </message>
    <message>
        <source>Backups that have this qube</source>
        <translation>Sicherungen mit diesem Qube</translation>
    </message>
    <message>
        <source>St&amp;orage, backup</source>
        <translation>Sp&amp;eicherplatz, Sicherung</translation>
    </message>
    <message>
        <source>No backup known here has it.</source>
        <translation>Keine hier bekannte Sicherung enthält ihn.</translation>
    </message>
    <message>
        <source>Earlier states, si&amp;ze…</source>
        <translation>Frühere Stände, &amp;Größe …</translation>
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
    <message>
        <source>compressed ({method})</source>
        <translation>komprimiert ({method})</translation>
    </message>
    <message>
        <source>settings only</source>
        <translation>nur Einstellungen</translation>
    </message>
    <message>
        <source>compressed ({method}) to about {size}</source>
        <translation>komprimiert ({method}) auf etwa {size}</translation>
    </message>
    <message>
        <source>{size} of data go, encrypted and {compression}, to
{target}
{running}
The archive has the disks, settings, features, tags and notes of the qubes below and names the templates and net qubes they use. Nothing else of this computer.</source>
        <translation>{size} Daten gehen, verschlüsselt und {compression}, nach
{target}
{running}
Das Archiv enthält die Platten, Einstellungen, Merkmale, Schlagwörter und Notizen der Qubes unten und nennt die Vorlagen und Netz-Qubes, die sie benutzen. Sonst nichts von diesem Rechner.</translation>
    </message>
    <message>
        <source>As they were before they were started: {names}.</source>
        <translation>Im Stand vor ihrem Start: {names}.</translation>
    </message>
    <message>
        <source>As they are at that moment, while they run: {names}.</source>
        <translation>Im Stand jenes Augenblicks, während sie laufen: {names}.</translation>
    </message>
    <message>
        <source>Shut down before and started again afterwards: {names}.</source>
        <translation>Vorher heruntergefahren und danach wieder gestartet: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>Back &amp;up %n qube(s)</source>
        <translation>
            <numerusform>%n Qube &amp;sichern</numerusform>
            <numerusform>%n Qubes &amp;sichern</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SwitchTemplatesDialog</name>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>any template</source>
        <translation>jede Vorlage</translation>
    </message>
    <message>
        <source>Will be restarted: {names}</source>
        <translation>Werden neu gestartet: {names}</translation>
    </message>
    <message>
        <source>Left out, for they run: {names}</source>
        <translation>Ausgelassen, weil sie laufen: {names}</translation>
    </message>
    <message numerus="yes">
        <source>S&amp;witch %n qube(s)</source>
        <translation>
            <numerusform>%n Qube &amp;wechseln</numerusform>
            <numerusform>%n Qubes &amp;wechseln</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;witch</source>
        <translation>&amp;Wechseln</translation>
    </message>
    <message>
        <source>No qube is to be switched.</source>
        <translation>Kein Qube ist zu wechseln.</translation>
    </message>
    <message>
        <source>Switch templates</source>
        <translation>Vorlagen wechseln</translation>
    </message>
    <message>
        <source>Switch qubes to another template</source>
        <translation>Qubes auf eine andere Vorlage umstellen</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Nach</translation>
    </message>
    <message>
        <source>Qubes to switch</source>
        <translation>Qubes zum Wechseln</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>choose a template</source>
        <translation>Vorlage wählen</translation>
    </message>
    <message>
        <source>Choose from which template to which.</source>
        <translation>Wählen Sie, von welcher Vorlage zu welcher.</translation>
    </message>
    <message>
        <source>Search these qubes</source>
        <translation>Diese Qubes durchsuchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Alle</translation>
    </message>
    <message>
        <source>Tick all that are shown</source>
        <translation>Alle angezeigten ankreuzen</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Keine</translation>
    </message>
    <message>
        <source>Tick none of those that are shown</source>
        <translation>Keinen der angezeigten ankreuzen</translation>
    </message>
    <message>
        <source>switch at their next start</source>
        <translation>beim nächsten Start umstellen</translation>
    </message>
    <message>
        <source>shut down, switch, and start again</source>
        <translation>herunterfahren, umstellen und wieder starten</translation>
    </message>
    <message>
        <source>leave as they are</source>
        <translation>lassen, wie sie sind</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot put a change off to the next start.</source>
        <translation>Der qubesd dieses Systems kann eine Änderung nicht bis zum nächsten Start aufschieben.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) switched.</source>
        <translation>
            <numerusform>%n Qube umgestellt.</numerusform>
            <numerusform>%n Qubes umgestellt.</numerusform>
        </translation>
    </message>
    <message>
        <source>At their next start: {names}</source>
        <translation>Beim nächsten Start: {names}</translation>
    </message>
    <message>
        <source>&amp;Running qubes</source>
        <translation>&amp;Laufende Qubes</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) will change at the next start.</source>
        <translation>
            <numerusform>%n Qube ändert sich beim nächsten Start.</numerusform>
            <numerusform>%n Qubes ändern sich beim nächsten Start.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>Nur diese; was geändert wurde, bleibt so</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>Fehlgeschlagene erneut &amp;versuchen</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>shut down</source>
        <translation>heruntergefahren</translation>
    </message>
    <message>
        <source>before it was reverted</source>
        <translation>bevor zurückgegangen wurde</translation>
    </message>
    <message>
        <source>before data were put in</source>
        <translation>bevor Daten hineinkamen</translation>
    </message>
    <message>
        <source>before it became a copy</source>
        <translation>bevor er eine Kopie wurde</translation>
    </message>
    <message>
        <source>before it was restored</source>
        <translation>bevor er wiederhergestellt wurde</translation>
    </message>
    <message>
        <source>kept state</source>
        <translation>aufbewahrter Stand</translation>
    </message>
    <message>
        <source>started</source>
        <translation>gestartet</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>went on</source>
        <translation>lief weiter</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>net qube</source>
        <translation>Netz-Qube</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>autostart</source>
        <translation>Autostart</translation>
    </message>
    <message>
        <source>in backups</source>
        <translation>in Sicherungen</translation>
    </message>
    <message>
        <source>disposable</source>
        <translation>Einweg-Qube</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>data of {time}</source>
        <translation>Daten von {time}</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>backup; the verification failed</source>
        <translation>Sicherung; die Prüfung schlug fehl</translation>
    </message>
    <message>
        <source>backup, verified</source>
        <translation>Sicherung, geprüft</translation>
    </message>
    <message>
        <source>backup, not verified yet</source>
        <translation>Sicherung, noch nicht geprüft</translation>
    </message>
    <message>
        <source>holds {size}</source>
        <translation>belegt {size}</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>seen by this window; nobody keeps it</source>
        <translation>von diesem Fenster gesehen; niemand hebt es auf</translation>
    </message>
    <message>
        <source>a stream</source>
        <translation>einem Datenstrom</translation>
    </message>
    <message>
        <source>restored from {archive}</source>
        <translation>wiederhergestellt aus {archive}</translation>
    </message>
    <message>
        <source>restored from {archive} (backup of {time})</source>
        <translation>wiederhergestellt aus {archive} (Sicherung von {time})</translation>
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
    <name>VolumeMover</name>
    <message>
        <source>{pool}, {free} free</source>
        <translation>{pool}, {free} frei</translation>
    </message>
    <message>
        <source>{name} runs. A volume can be moved while its qube is shut down.</source>
        <translation>{name} läuft. Ein Datenträger lässt sich verschieben, während sein Qube heruntergefahren ist.</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>Dorthin &amp;verschieben</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ab&amp;brechen</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>Dieser Datenträger bleibt nicht.</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>Fahren Sie den Qube zuerst herunter.</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Er ist schon dort.</translation>
    </message>
    <message>
        <source>It is copied and compared; then the one here is removed.</source>
        <translation>Er wird kopiert und verglichen; dann wird der hier entfernt.</translation>
    </message>
    <message>
        <source>The volume is moved as soon as {name} is shut down, if this window is still open.</source>
        <translation>Der Datenträger wird verschoben, sobald {name} heruntergefahren ist, wenn dieses Fenster dann noch offen ist.</translation>
    </message>
    <message>
        <source>It is not moved. The qube shuts down all the same.</source>
        <translation>Er wird nicht verschoben. Der Qube fährt trotzdem herunter.</translation>
    </message>
    <message>
        <source>{name} is being shut down; then the volume is moved.</source>
        <translation>{name} wird heruntergefahren; dann wird der Datenträger verschoben.</translation>
    </message>
    <message>
        <source>It is in the pool {pool} now.</source>
        <translation>Er ist jetzt im Pool {pool}.</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier state(s) will be removed, for none come along.</source>
        <translation>
            <numerusform>%n früherer Stand wird entfernt, denn frühere Stände kommen nicht mit.</numerusform>
            <numerusform>%n frühere Stände werden entfernt, denn sie kommen nicht mit.</numerusform>
        </translation>
    </message>
    <message>
        <source>The move of the volume {volume} of {name}</source>
        <translation>Verschieben des Datenträgers {volume} von {name}</translation>
    </message>
</context>
<context>
    <name>VolumePoolsDialog</name>
    <message>
        <source>Pools of the volumes</source>
        <translation>Pools der Datenträger</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Where shall the volumes of {name} be kept?</source>
        <translation>Wo sollen die Datenträger von {name} liegen?</translation>
    </message>
</context>
<context>
    <name>VolumePoolsModel</name>
    <message>
        <source>Volume</source>
        <translation>Datenträger</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Speicher</translation>
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
    <message>
        <source>not usable</source>
        <translation>nicht benutzbar</translation>
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
    <message>
        <source>&amp;Profile</source>
        <translation>&amp;Profil</translation>
    </message>
    <message>
        <source>What, where and how, kept under a name</source>
        <translation>Was, wohin und wie, unter einem Namen behalten</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Speichern als …</translation>
    </message>
    <message>
        <source>Sche&amp;dule…</source>
        <translation>&amp;Zeitplan …</translation>
    </message>
    <message>
        <source>Of qubes that &amp;run, save</source>
        <translation>&amp;Von laufenden Qubes sichern</translation>
    </message>
    <message>
        <source>their last clean state</source>
        <translation>ihren letzten sauberen Stand</translation>
    </message>
    <message>
        <source>As they were before they were started; nothing of them is disturbed.</source>
        <translation>So wie sie vor ihrem Start waren; nichts in ihnen wird gestört.</translation>
    </message>
    <message>
        <source>a snapshot of now</source>
        <translation>eine Momentaufnahme von jetzt</translation>
    </message>
    <message>
        <source>What a power cut would leave. Programs inside may have to mend their files.</source>
        <translation>Was ein Stromausfall übrig ließe. Programme darin müssen ihre Dateien vielleicht ausbessern.</translation>
    </message>
    <message>
        <source>what they hold once shut down, and start them again</source>
        <translation>was sie nach dem Herunterfahren enthalten, und sie wieder starten</translation>
    </message>
    <message>
        <source>Complete and clean. Whoever works in them is interrupted.</source>
        <translation>Vollständig und sauber. Wer darin arbeitet, wird unterbrochen.</translation>
    </message>
    <message>
        <source>{qubes}, {size}; about {packed} in the archive, as earlier ones went</source>
        <translation>{qubes}, {size}; etwa {packed} im Archiv, nach den früheren zu schließen</translation>
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
        <source>The file gets its name only when it is complete; until then it ends in .incomplete. Any Qubes system, and this program, can restore it.</source>
        <translation>Die Datei bekommt ihren Namen erst, wenn sie vollständig ist; bis dahin endet sie auf .incomplete. Jedes Qubes-System und dieses Programm können sie wiederherstellen.</translation>
    </message>
    <message>
        <source>&amp;On</source>
        <translation>&amp;Auf</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>der Qube {name}</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>In a qube, the folder is a whole path: it begins with /.</source>
        <translation>In einem Qube ist der Ordner ein ganzer Pfad: er beginnt mit /.</translation>
    </message>
    <message>
        <source>Type the folder: this program does not look into qubes.</source>
        <translation>Geben Sie den Ordner ein: dieses Programm sieht nicht in Qubes hinein.</translation>
    </message>
    <message>
        <source>{free} free, and about {needed} are needed: it may not fit.</source>
        <translation>{free} frei, und etwa {needed} werden gebraucht: Es passt vielleicht nicht.</translation>
    </message>
    <message>
        <source>{free} free. The last try here failed: {reason}</source>
        <translation>{free} frei. Der letzte Versuch hier schlug fehl: {reason}</translation>
    </message>
    <message>
        <source>{name} is asked whether it can take the backup…</source>
        <translation>{name} wird gefragt, ob er die Sicherung nehmen kann …</translation>
    </message>
    <message>
        <source>{name} may not write to that folder.</source>
        <translation>{name} darf in diesen Ordner nicht schreiben.</translation>
    </message>
    <message>
        <source>The qube takes a folder only.</source>
        <translation>Der Qube nimmt nur einen Ordner.</translation>
    </message>
    <message>
        <source>The qube gives the file a name, made of the date.</source>
        <translation>Der Qube gibt der Datei einen Namen aus dem Datum.</translation>
    </message>
    <message>
        <source>Whether {name} can take the backup is not known: it cannot be asked ({reason}). It checks the folder when the backup begins, before any data go.</source>
        <translation>Ob {name} die Sicherung nehmen kann, ist nicht bekannt: er kann nicht gefragt werden ({reason}). Er prüft den Ordner, wenn die Sicherung beginnt, bevor Daten fließen.</translation>
    </message>
    <message>
        <source>The last try here failed: {reason}</source>
        <translation>Der letzte Versuch hier schlug fehl: {reason}</translation>
    </message>
    <message>
        <source>{name} can write there, {free} free</source>
        <translation>{name} kann dort schreiben, {free} frei</translation>
    </message>
    <message>
        <source>{name} can write there; how much is free it does not say</source>
        <translation>{name} kann dort schreiben; wie viel frei ist, sagt er nicht</translation>
    </message>
    <message>
        <source>Command &amp;line</source>
        <translation>Befehls&amp;zeile</translation>
    </message>
    <message>
        <source>a command of this computer</source>
        <translation>ein Befehl dieses Rechners</translation>
    </message>
    <message>
        <source>Type the command.</source>
        <translation>Geben Sie den Befehl ein.</translation>
    </message>
    <message>
        <source>The folder is a whole path: it begins with /.</source>
        <translation>Der Ordner ist ein ganzer Pfad: Er beginnt mit /.</translation>
    </message>
    <message>
        <source>A shell of this computer runs it, as you, with the archive as its input. Whether the archive is whole there cannot be found out from here.</source>
        <translation>Eine Shell dieses Rechners führt ihn in Ihrem Namen aus und gibt ihm das Archiv als Eingabe. Ob das Archiv dort vollständig ist, lässt sich von hier aus nicht feststellen.</translation>
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
        <source>Crashed</source>
        <translation>Abgestürzt</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Unvollendet</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>Gefährdet</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Fährt herunter</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} h</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>less than {duration} left</source>
        <translation>noch weniger als {duration}</translation>
    </message>
    <message>
        <source>{low} to {high} min left</source>
        <translation>noch {low} bis {high} min</translation>
    </message>
    <message>
        <source>{shortest} to {longest} left</source>
        <translation>noch {shortest} bis {longest}</translation>
    </message>
</context>
</TS>
