<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Machine-made by a language model, not yet read by a native speaker; corrections are welcome. -->
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>the qubesd of this system</source>
        <translation>le qubesd de ce système</translation>
    </message>
    <message>
        <source>Store: {store}</source>
        <translation>Dépôt : {store}</translation>
    </message>
    <message>
        <source>About Qube Manager</source>
        <translation>À propos de Qube Manager</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>See, run, back up and restore qubes.</source>
        <translation>Voir, exécuter, sauvegarder et restaurer des qubes.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 2 or later.</source>
        <translation>Logiciel libre sous la licence publique générale GNU, version 2 ou ultérieure.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd ne répond pas</translation>
    </message>
    <message>
        <source>A backup or restore is running; see below</source>
        <translation>Une sauvegarde ou une restauration est en cours ; voir en bas</translation>
    </message>
    <message>
        <source>There are no qubes</source>
        <translation>Il n’y a pas de qubes</translation>
    </message>
    <message>
        <source>Make a new qube</source>
        <translation>Créer un nouveau qube</translation>
    </message>
    <message>
        <source>Defaults of all qubes</source>
        <translation>Valeurs par défaut de tous les qubes</translation>
    </message>
    <message>
        <source>Move qubes from one template to another</source>
        <translation>Faire passer des qubes d’un modèle à un autre</translation>
    </message>
    <message>
        <source>Where the volumes are, and how full</source>
        <translation>Où sont les volumes, et à quel point c’est plein</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive</source>
        <translation>Ramener des qubes depuis une archive de sauvegarde</translation>
    </message>
    <message>
        <source>Read a backup to its end; nothing is written</source>
        <translation>Lire une sauvegarde jusqu’au bout ; rien n’est écrit</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive</source>
        <translation>Sauvegarder des qubes dans une archive chiffrée</translation>
    </message>
    <message>
        <source>Select one qube</source>
        <translation>Sélectionnez un qube</translation>
    </message>
    <message>
        <source>Select several qubes</source>
        <translation>Sélectionnez plusieurs qubes</translation>
    </message>
    <message>
        <source>Select the qubes to remove</source>
        <translation>Sélectionnez les qubes à enlever</translation>
    </message>
    <message>
        <source>Settings of the selected qube</source>
        <translation>Paramètres du qube sélectionné</translation>
    </message>
    <message>
        <source>One change of all selected qubes, shown before it is made</source>
        <translation>Un changement de tous les qubes sélectionnés, montré avant</translation>
    </message>
    <message>
        <source>Go back to an earlier state; size of its volumes</source>
        <translation>Revenir à un état antérieur ; taille de ses volumes</translation>
    </message>
    <message>
        <source>Make a second qube like it</source>
        <translation>Créer un second qube pareil</translation>
    </message>
    <message>
        <source>Give it another name</source>
        <translation>Lui donner un autre nom</translation>
    </message>
    <message>
        <source>Remove the selected qubes</source>
        <translation>Enlever les qubes sélectionnés</translation>
    </message>
    <message>
        <source>Start the selected qubes</source>
        <translation>Démarrer les qubes sélectionnés</translation>
    </message>
    <message>
        <source>Ask the selected qubes to shut down</source>
        <translation>Demander aux qubes sélectionnés de s’arrêter</translation>
    </message>
    <message>
        <source>Shut them down and start them again</source>
        <translation>Les arrêter et les redémarrer</translation>
    </message>
    <message>
        <source>Stop their processors; their memory stays</source>
        <translation>Arrêter leurs processeurs ; leur mémoire reste</translation>
    </message>
    <message>
        <source>Let paused qubes go on</source>
        <translation>Laisser repartir les qubes en pause</translation>
    </message>
    <message>
        <source>End them at once; what they have not saved is lost</source>
        <translation>Les arrêter net ; ce qui n’est pas enregistré est perdu</translation>
    </message>
    <message>
        <source>Open its text console in a terminal</source>
        <translation>Ouvrir sa console texte dans un terminal</translation>
    </message>
    <message>
        <source>No terminal program was found. In one, type: {command}</source>
        <translation>Aucun terminal trouvé. Dans l’un d’eux, saisissez : {command}</translation>
    </message>
    <message>
        <source>Select the qubes first</source>
        <translation>Sélectionnez d’abord les qubes</translation>
    </message>
    <message>
        <source>Its restore did not finish; it cannot be started</source>
        <translation>Sa restauration ne s’est pas terminée ; il ne peut pas démarrer</translation>
    </message>
    <message>
        <source>None of the selected qubes is in a state for it</source>
        <translation>Aucun des qubes sélectionnés n’est dans un état qui convient</translation>
    </message>
    <message>
        <source>It is the system itself</source>
        <translation>C’est le système lui-même</translation>
    </message>
    <message>
        <source>It is in the state: {state}</source>
        <translation>Il est dans l’état : {state}</translation>
    </message>
    <message>
        <source>Several are selected; for them there is: {action} ({key})</source>
        <translation>Plusieurs sont choisis ; pour eux il y a : {action} ({key})</translation>
    </message>
    <message>
        <source>It is for one qube, and several are selected</source>
        <translation>C’est pour un seul qube, et plusieurs sont choisis</translation>
    </message>
</context>
<context>
    <name>AddPoolDialog</name>
    <message>
        <source>Add a pool</source>
        <translation>Ajouter un pool</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Driver</source>
        <translation>&amp;Pilote</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Ajouter</translation>
    </message>
    <message>
        <source>Canc&amp;el</source>
        <translation>Annu&amp;ler</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Saisissez un nom.</translation>
    </message>
    <message>
        <source>There is a pool of that name.</source>
        <translation>Il y a un pool de ce nom.</translation>
    </message>
    <message>
        <source>Files in a folder; copies share their blocks (btrfs, XFS).</source>
        <translation>Fichiers dans un dossier ; les copies partagent leurs blocs (btrfs, XFS).</translation>
    </message>
    <message>
        <source>Thin volumes of LVM, in a thin pool that is there already.</source>
        <translation>Volumes fins de LVM, dans un thin pool qui existe déjà.</translation>
    </message>
    <message>
        <source>Plain files in a folder, for file systems that share no blocks.</source>
        <translation>Fichiers simples dans un dossier, pour les systèmes de fichiers sans blocs partagés.</translation>
    </message>
    <message>
        <source>A folder of kernels, one in a folder each.</source>
        <translation>Un dossier de noyaux, chacun dans un dossier à lui.</translation>
    </message>
    <message>
        <source>Use it even where &amp;copies take their full space</source>
        <translation>L’utiliser même où les &amp;copies prennent toute leur place</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Dossier</translation>
    </message>
    <message>
        <source>Volume &amp;group</source>
        <translation>&amp;Groupe de volumes</translation>
    </message>
    <message>
        <source>&amp;Thin pool</source>
        <translation>Pool &amp;thin</translation>
    </message>
    <message>
        <source>Look for a folder</source>
        <translation>Chercher un dossier</translation>
    </message>
    <message>
        <source>Folder of the pool</source>
        <translation>Dossier du pool</translation>
    </message>
    <message>
        <source>A name has letters from A to Z, digits, “-”, “_” and “.”, 63 at most.</source>
        <translation>Un nom comporte des lettres de A à Z, des chiffres, « - », « _ » et « . », 63 au plus.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Choisissez un dossier.</translation>
    </message>
    <message>
        <source>The folder is told by its whole path, from the first “/” on.</source>
        <translation>Le dossier s’indique par son chemin complet, à partir du premier « / ».</translation>
    </message>
    <message>
        <source>Copies cannot share their space in that folder. Tick the box to use it anyway.</source>
        <translation>Dans ce dossier, les copies ne peuvent pas partager leur espace. Cochez la case pour l’utiliser quand même.</translation>
    </message>
</context>
<context>
    <name>BackupRun</name>
    <message>
        <source>The archive is {path}</source>
        <translation>L’archive est {path}</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>vérification</translation>
    </message>
    <message>
        <source>verifying {qube}</source>
        <translation>vérification de {qube}</translation>
    </message>
    <message>
        <source>{result} But the archive could not be verified.</source>
        <translation>{result} Mais l’archive n’a pas pu être vérifiée.</translation>
    </message>
    <message>
        <source>{result} The archive was read back and is whole.</source>
        <translation>{result} L’archive a été relue et est entière.</translation>
    </message>
    <message>
        <source>It could not be read back: {reason}</source>
        <translation>Elle n’a pas pu être relue : {reason}</translation>
    </message>
    <message>
        <source>writing: {left}</source>
        <translation>écriture : {left}</translation>
    </message>
    <message>
        <source>All of the archive went to the command {command}</source>
        <translation>Toute l’archive est allée à la commande {command}</translation>
    </message>
</context>
<context>
    <name>BackupWizard</name>
    <message>
        <source>Back up qubes</source>
        <translation>Sauvegarder des qubes</translation>
    </message>
    <message numerus="yes">
        <source>Backing up %n qube(s)</source>
        <translation>
            <numerusform>Sauvegarde de %n qube</numerusform>
            <numerusform>Sauvegarde de %n qubes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BackupsModel</name>
    <message>
        <source>Made</source>
        <translation>Faite</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qubes</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>verification failed</source>
        <translation>vérification échouée</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>vérifiée</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>pas encore vérifiée</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Masquer</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message numerus="yes">
        <source>%n change(s) made, none failed.</source>
        <translation>
            <numerusform>%n modification faite, aucun échec.</numerusform>
            <numerusform>%n modifications faites, aucun échec.</numerusform>
        </translation>
    </message>
    <message>
        <source>changed, but not started again: qubesd went away</source>
        <translation>modifié, mais pas redémarré : qubesd a disparu</translation>
    </message>
    <message>
        <source>not changed: qubesd went away</source>
        <translation>non modifié : qubesd a disparu</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n answered…</source>
        <translation>
            <numerusform>{done} sur %n ont répondu…</numerusform>
            <numerusform>{done} sur %n ont répondu…</numerusform>
        </translation>
    </message>
    <message>
        <source>qubesd went away before it answered all. What was changed is read when it is back…</source>
        <translation>qubesd est parti avant d’avoir répondu à tout. Ce qui a été modifié sera lu à son retour…</translation>
    </message>
    <message numerus="yes">
        <source>{failed} of %n change(s) failed; the list says why.</source>
        <translation>
            <numerusform>{failed} modification sur %n a échoué ; la liste dit pourquoi.</numerusform>
            <numerusform>{failed} modifications sur %n ont échoué ; la liste dit pourquoi.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchEditDialog</name>
    <message numerus="yes">
        <source>Change %n qube(s) at once</source>
        <translation>
            <numerusform>Modifier %n qube à la fois</numerusform>
            <numerusform>Modifier %n qubes à la fois</numerusform>
        </translation>
    </message>
    <message>
        <source>default</source>
        <translation>par défaut</translation>
    </message>
    <message>
        <source>different values</source>
        <translation>valeurs différentes</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>inchangé</translation>
    </message>
    <message>
        <source>What came of it:</source>
        <translation>Ce qu’il en est advenu :</translation>
    </message>
    <message>
        <source>Add tag</source>
        <translation>Ajouter l’étiquette</translation>
    </message>
    <message>
        <source>Remove tag</source>
        <translation>Enlever l’étiquette</translation>
    </message>
    <message>
        <source>none of them has it</source>
        <translation>aucun d’eux ne l’a</translation>
    </message>
    <message>
        <source>unchanged ({value})</source>
        <translation>inchangé ({value})</translation>
    </message>
    <message>
        <source>different</source>
        <translation>différents</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Change %n qube(s)</source>
        <translation>
            <numerusform>&amp;Modifier %n qube</numerusform>
            <numerusform>&amp;Modifier %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>&amp;Modifier</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Rien n’est encore modifié.</translation>
    </message>
    <message>
        <source>Change several qubes</source>
        <translation>Modifier plusieurs qubes</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>É&amp;tiquette</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Modèle</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>Qube &amp;réseau</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>Dans les sauvegardes par &amp;défaut</translation>
    </message>
    <message>
        <source>Start with the com&amp;puter</source>
        <translation>Démarrer avec l’ordi&amp;nateur</translation>
    </message>
    <message>
        <source>&amp;Disposable template</source>
        <translation>Modèle &amp;jetable</translation>
    </message>
    <message>
        <source>M&amp;ode</source>
        <translation>M&amp;ode</translation>
    </message>
    <message>
        <source>Memory at start (&amp;MiB)</source>
        <translation>Mémoire au démarrage (&amp;MiB)</translation>
    </message>
    <message>
        <source>&amp;Add the tag</source>
        <translation>&amp;Ajouter l’étiquette</translation>
    </message>
    <message>
        <source>&amp;Remove the tag</source>
        <translation>&amp;Enlever l’étiquette</translation>
    </message>
    <message>
        <source>This will change:</source>
        <translation>Ceci changera :</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Changements</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>Ferm&amp;er</translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>Seulement ceux-là ; ce qui a été modifié le reste</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>&amp;Réessayer ceux qui ont échoué</translation>
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
        <translation>Paramètre</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Ensuite</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>{value}, at the next start</source>
        <translation>{value}, au prochain démarrage</translation>
    </message>
    <message>
        <source>changes at the next start</source>
        <translation>change au prochain démarrage</translation>
    </message>
    <message>
        <source>trying again…</source>
        <translation>nouvel essai…</translation>
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
        <translation>Classe</translation>
    </message>
    <message>
        <source>To save</source>
        <translation>À sauvegarder</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Dernière sauvegarde</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarques</translation>
    </message>
    <message>
        <source>Left over from an unfinished restore; not saved</source>
        <translation>Reste d’une restauration inachevée ; non sauvegardé</translation>
    </message>
    <message>
        <source>Saved as it is now, as after a power cut</source>
        <translation>Sauvegardé tel qu’il est, comme après une coupure de courant</translation>
    </message>
    <message>
        <source>Shut down, saved, started again</source>
        <translation>Éteint, sauvegardé, redémarré</translation>
    </message>
    <message>
        <source>Saved as before its start</source>
        <translation>Sauvegardé tel qu’avant son démarrage</translation>
    </message>
    <message>
        <source>Saved as before its start, {when}</source>
        <translation>Sauvegardé tel qu’avant son démarrage ({when})</translation>
    </message>
    <message>
        <source>Its data is missing ({volumes}); not saved</source>
        <translation>Ses données manquent ({volumes}) ; non sauvegardé</translation>
    </message>
</context>
<context>
    <name>CloneDialog</name>
    <message>
        <source>Clone {name}</source>
        <translation>Cloner {name}</translation>
    </message>
    <message>
        <source>C&amp;lone</source>
        <translation>C&amp;loner</translation>
    </message>
    <message>
        <source>A second qube with the same settings and data ({size}).</source>
        <translation>Un second qube avec les mêmes paramètres et données ({size}).</translation>
    </message>
    <message>
        <source>It takes next to no space: the pool shares blocks ({pools}).</source>
        <translation>Il ne prend presque pas de place : le pool partage les blocs ({pools}).</translation>
    </message>
    <message>
        <source>It takes as much again: the pool does not share blocks ({pools}).</source>
        <translation>Il prend encore autant de place : le pool ne partage pas les blocs ({pools}).</translation>
    </message>
    <message>
        <source>Cancelled; what was made of it is being removed.</source>
        <translation>Annulé ; ce qui en était fait est supprimé.</translation>
    </message>
</context>
<context>
    <name>CloneStateDialog</name>
    <message>
        <source>Clone {name} as it was</source>
        <translation>Cloner {name} tel qu’il était</translation>
    </message>
    <message>
        <source>A second qube with the same settings. Its volume {volume} is as it was until {time}.</source>
        <translation>Un second qube avec les mêmes réglages. Son volume {volume} est tel qu’il était jusqu’à {time}.</translation>
    </message>
    <message>
        <source>As they are now: {volumes}.</source>
        <translation>Tels qu’ils sont maintenant : {volumes}.</translation>
    </message>
</context>
<context>
    <name>Copied</name>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>O&amp;verview</source>
        <translation>&amp;Aperçu</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Qube réseau</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rôle</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>Disque utilisé / taille</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Dernière sauvegarde</translation>
    </message>
    <message>
        <source>V&amp;olumes</source>
        <translation>V&amp;olumes</translation>
    </message>
    <message>
        <source>Volumes of the qube</source>
        <translation>Volumes du qube</translation>
    </message>
    <message>
        <source>Earlier states, &amp;size, pool…</source>
        <translation>États antérieurs, &amp;taille, pool…</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>Ré&amp;seau</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Périphériques</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Périphériques</translation>
    </message>
    <message>
        <source>F&amp;eatures</source>
        <translation>Fonctions (f&amp;eatures)</translation>
    </message>
    <message>
        <source>Features and tags of the qube</source>
        <translation>Fonctions et étiquettes du qube</translation>
    </message>
    <message>
        <source>No&amp;tes</source>
        <translation>No&amp;tes</translation>
    </message>
    <message>
        <source>This qube has no notes.</source>
        <translation>Ce qube n’a pas de notes.</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>Notes du qube</translation>
    </message>
    <message>
        <source>Ti&amp;meline</source>
        <translation>Chrono&amp;logie</translation>
    </message>
    <message>
        <source>What happened to this qube</source>
        <translation>Ce qui est arrivé à ce qube</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) selected</source>
        <translation>
            <numerusform>%n qube sélectionné</numerusform>
            <numerusform>%n qubes sélectionnés</numerusform>
        </translation>
    </message>
    <message>
        <source>They use {size}</source>
        <translation>Ils utilisent {size}</translation>
    </message>
    <message>
        <source>Select a qube to see its details</source>
        <translation>Sélectionnez un qube pour voir ses détails</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. Remove it and restore it again.</source>
        <translation>Une restauration de ce qube ne s’est pas terminée. Enlevez-le et restaurez-le de nouveau.</translation>
    </message>
    <message>
        <source>It gives network to: {names}</source>
        <translation>Il donne le réseau à : {names}</translation>
    </message>
    <message>
        <source>No device is assigned to it.</source>
        <translation>Aucun périphérique ne lui est attribué.</translation>
    </message>
    <message>
        <source>No earlier state is kept, and no backup known here has it.</source>
        <translation>Aucun état antérieur n’est gardé, et aucune sauvegarde connue ici ne l’a.</translation>
    </message>
    <message numerus="yes">
        <source>template of %n qube(s)</source>
        <translation>
            <numerusform>modèle de %n qube</numerusform>
            <numerusform>modèle de %n qubes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>gives network to %n qube(s)</source>
        <translation>
            <numerusform>donne le réseau à %n qube</numerusform>
            <numerusform>donne le réseau à %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>can give network</source>
        <translation>peut donner le réseau</translation>
    </message>
    <message>
        <source>template for disposables</source>
        <translation>modèle de jetables</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>From the next start on: {template}</source>
        <translation>À partir du prochain démarrage : {template}</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>Garder le modèle actuel aussi au prochain démarrage</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>Its volume {volume} cannot be used: {reason}</source>
        <translation>Son volume {volume} est inutilisable : {reason}</translation>
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
        <translation>disque</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>microphone</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>caméra</translation>
    </message>
    <message>
        <source>at start, required</source>
        <translation>au démarrage, exigé</translation>
    </message>
    <message>
        <source>at start</source>
        <translation>au démarrage</translation>
    </message>
    <message>
        <source>after asking</source>
        <translation>après demande</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>à la main</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Périphérique</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>Attaché</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices of other qubes that this one may use.</source>
        <translation>Périphériques d’autres qubes que celui-ci peut utiliser.</translation>
    </message>
    <message>
        <source>Assigned devices</source>
        <translation>Périphériques attribués</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Enleve&amp;r</translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation>A&amp;ttacher</translation>
    </message>
    <message>
        <source>Another device</source>
        <translation>Autre périphérique</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Type</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Périphérique</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Périphérique</translation>
    </message>
    <message>
        <source>&amp;Devices</source>
        <translation>&amp;Périphériques</translation>
    </message>
    <message>
        <source>Device {name}: no longer assigned</source>
        <translation>Périphérique {name} : n’est plus attribué</translation>
    </message>
    <message>
        <source>Device {name}: assigned</source>
        <translation>Périphérique {name} : attribué</translation>
    </message>
    <message>
        <source>Device {name}: {mode}</source>
        <translation>Périphérique {name} : {mode}</translation>
    </message>
    <message>
        <source>A device is the qube that has it, a colon and its port: sys-usb:1-2</source>
        <translation>Un périphérique est le qube qui l’a, deux-points et son port : sys-usb:1-2</translation>
    </message>
    <message>
        <source>It is assigned already.</source>
        <translation>Il est déjà attribué.</translation>
    </message>
    <message>
        <source>Assi&amp;gn</source>
        <translation>Assi&amp;gner</translation>
    </message>
    <message>
        <source>No device of another qube is assigned.</source>
        <translation>Aucun périphérique d’un autre qube n’est assigné.</translation>
    </message>
    <message>
        <source>No running qube offers one of that kind.</source>
        <translation>Aucun qube en marche n’en offre de ce genre.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>qubesd and this program did not understand each other.</source>
        <translation>qubesd et ce programme ne se sont pas compris.</translation>
    </message>
    <message>
        <source>qubesd refused this; nothing was changed.</source>
        <translation>qubesd l’a refusé ; rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Something went wrong inside Qube Manager. The log has the details.</source>
        <translation>Quelque chose a échoué dans Qube Manager. Le journal a les détails.</translation>
    </message>
    <message>
        <source>qubesd does not answer. Try again when it is back.</source>
        <translation>qubesd ne répond pas. Réessayez quand il sera de retour.</translation>
    </message>
    <message>
        <source>qubesd went away before it answered: what it was asked for may have been done, or not. Look again when it is back.</source>
        <translation>qubesd est parti avant de répondre : ce qui lui était demandé a pu être fait, ou non. Regardez de nouveau quand il sera de retour.</translation>
    </message>
    <message>
        <source>Your qubes cannot be kept in {folder}</source>
        <translation>Vos qubes ne peuvent pas être conservés dans {folder}</translation>
    </message>
    <message>
        <source>Put that right, or start the program with another folder: --home FOLDER</source>
        <translation>Corrigez cela, ou démarrez le programme avec un autre dossier : --home DOSSIER</translation>
    </message>
</context>
<context>
    <name>Extras</name>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>Fonction</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Étiquette</translation>
    </message>
</context>
<context>
    <name>ExtrasModel</name>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activé</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
</context>
<context>
    <name>FacetBar</name>
    <message>
        <source>Kind:</source>
        <translation>Type :</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>État :</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>Eff&amp;acer</translation>
    </message>
    <message>
        <source>Show all qubes again</source>
        <translation>Montrer de nouveau tous les qubes</translation>
    </message>
    <message>
        <source>They run on an older state of their template; restart them</source>
        <translation>Ils tournent sur un ancien état de leur modèle ; redémarrez-les</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n qube</numerusform>
            <numerusform>%n qubes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{shown} of %n qube(s)</source>
        <translation>
            <numerusform>{shown} sur %n qube</numerusform>
            <numerusform>{shown} sur %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>Their data is in no backup of the last 30 days, or a volume cannot be used</source>
        <translation>Leurs données ne sont dans aucune sauvegarde des 30 derniers jours, ou un volume est inutilisable</translation>
    </message>
</context>
<context>
    <name>FeaturesModel</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(vide)</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>étiquette</translation>
    </message>
</context>
<context>
    <name>FillBar</name>
    <message>
        <source>size not known</source>
        <translation>taille inconnue</translation>
    </message>
    <message>
        <source>{percent} % full</source>
        <translation>plein à {percent} %</translation>
    </message>
    <message>
        <source>{figures}: nearly full</source>
        <translation>{figures} : presque plein</translation>
    </message>
</context>
<context>
    <name>Firewall</name>
    <message>
        <source>That is no host, no address and no network.</source>
        <translation>Ce n’est ni un hôte, ni une adresse, ni un réseau.</translation>
    </message>
    <message>
        <source>Ports are 443, or 8000-8080.</source>
        <translation>Les ports sont 443, ou 8000-8080.</translation>
    </message>
    <message>
        <source>Ports need the protocol TCP or UDP.</source>
        <translation>Les ports demandent le protocole TCP ou UDP.</translation>
    </message>
    <message>
        <source>The type of ICMP is a number up to 255.</source>
        <translation>Le type ICMP est un nombre jusqu’à 255.</translation>
    </message>
    <message>
        <source>The comment has a character that cannot be kept.</source>
        <translation>Le commentaire a un caractère qui ne peut pas être gardé.</translation>
    </message>
    <message>
        <source>Its time is over.</source>
        <translation>Son temps est écoulé.</translation>
    </message>
</context>
<context>
    <name>FirewallPage</name>
    <message>
        <source>The first rule that fits a connection decides. What no rule fits is dropped.</source>
        <translation>La première règle qui convient à une connexion décide. Ce qui ne convient à aucune est rejeté.</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Règles</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Ajouter</translation>
    </message>
    <message>
        <source>Add a rule after the selected one</source>
        <translation>Ajouter une règle après celle sélectionnée</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Enleve&amp;r</translation>
    </message>
    <message>
        <source>Remove the selected rule</source>
        <translation>Enlever la règle sélectionnée</translation>
    </message>
    <message>
        <source>Move it up</source>
        <translation>Vers le haut</translation>
    </message>
    <message>
        <source>Move the rule up</source>
        <translation>Monter la règle</translation>
    </message>
    <message>
        <source>Move it down</source>
        <translation>Vers le bas</translation>
    </message>
    <message>
        <source>Move the rule down</source>
        <translation>Descendre la règle</translation>
    </message>
    <message>
        <source>The selected rule</source>
        <translation>La règle sélectionnée</translation>
    </message>
    <message>
        <source>A&amp;ction</source>
        <translation>A&amp;ction</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>V&amp;ers</translation>
    </message>
    <message>
        <source>everywhere; or example.com, 192.0.2.0/24, 2001:db8::1</source>
        <translation>partout ; ou example.com, 192.0.2.0/24, 2001:db8::1</translation>
    </message>
    <message>
        <source>&amp;Protocol</source>
        <translation>&amp;Protocole</translation>
    </message>
    <message>
        <source>P&amp;orts</source>
        <translation>P&amp;orts</translation>
    </message>
    <message>
        <source>all; or 443, 8000-8080</source>
        <translation>tous ; ou 443, 8000-8080</translation>
    </message>
    <message>
        <source>U&amp;ntil</source>
        <translation>&amp;Jusqu’à</translation>
    </message>
    <message>
        <source>Co&amp;mment</source>
        <translation>Co&amp;mmentaire</translation>
    </message>
    <message>
        <source>Allow &amp;everything</source>
        <translation>Tout autoris&amp;er</translation>
    </message>
    <message>
        <source>Drop e&amp;verything</source>
        <translation>Tout re&amp;jeter</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>accepter</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>rejeter</translation>
    </message>
    <message>
        <source>any</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>&amp;Firewall</source>
        <translation>&amp;Pare-feu</translation>
    </message>
    <message>
        <source>Rule {number}: {flaw}</source>
        <translation>Règle {number} : {flaw}</translation>
    </message>
    <message>
        <source>Firewall</source>
        <translation>Pare-feu</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>pour toujours</translation>
    </message>
    <message>
        <source>{duration} from now</source>
        <translation>{duration} à partir de maintenant</translation>
    </message>
    <message>
        <source>The firewall rules were changed elsewhere as well. Which ones shall it be?</source>
        <translation>Les règles du pare-feu ont aussi été modifiées ailleurs. Lesquelles garder ?</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>Celles d’ailleurs :</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>Les &amp;miennes</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>C&amp;elles d’ailleurs</translation>
    </message>
    <message>
        <source>Firewall, no longer: {rule}</source>
        <translation>Pare-feu, plus : {rule}</translation>
    </message>
    <message>
        <source>Firewall, new: {rule}</source>
        <translation>Pare-feu, nouvelle : {rule}</translation>
    </message>
    <message>
        <source>Firewall: the rules in another order</source>
        <translation>Pare-feu : les règles dans un autre ordre</translation>
    </message>
    <message>
        <source>Firewall: the rules were changed elsewhere meanwhile</source>
        <translation>Pare-feu : les règles ont entre-temps été modifiées ailleurs</translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>There are no qubes yet. A store for them will be made in
{home}
It belongs to you alone, needs no administrator, and nothing outside it changes.</source>
        <translation>Il n’y a pas encore de qubes. Un dépôt pour eux sera créé dans
{home}
Il n’appartient qu’à vous, ne demande pas d’administrateur, et rien d’autre ne change.</translation>
    </message>
    <message>
        <source>Copies are made at once and take no space on this file system.</source>
        <translation>Les copies sont immédiates et ne prennent pas de place sur ce système de fichiers.</translation>
    </message>
    <message>
        <source>Works on every file system; on this one a copy takes time and space.</source>
        <translation>Marche sur tout système de fichiers ; sur celui-ci une copie prend du temps et de la place.</translation>
    </message>
    <message>
        <source>{choice} – recommended here</source>
        <translation>{choice} – conseillé ici</translation>
    </message>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>Welcome to Qube Manager</source>
        <translation>Bienvenue dans Qube Manager</translation>
    </message>
    <message>
        <source>How shall the disks of qubes be kept?</source>
        <translation>Comment garder les disques des qubes ?</translation>
    </message>
    <message>
        <source>&amp;Shared files (file-reflink)</source>
        <translation>Fichiers &amp;partagés (file-reflink)</translation>
    </message>
    <message>
        <source>&amp;Layered files (file)</source>
        <translation>Fichiers en &amp;couches (file)</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>&amp;Créer</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>The older layout: what a qube changes is laid over its template while it runs (device-mapper).</source>
        <translation>L’ancienne disposition : ce qu’un qube modifie est posé sur son modèle pendant qu’il tourne (device-mapper).</translation>
    </message>
    <message>
        <source>The older layout. Here it can keep qubes, but not run those that share a template: that takes the administrator and disks in layers (root, device-mapper).</source>
        <translation>L’ancienne disposition. Ici elle peut garder des qubes, mais pas faire tourner ceux qui partagent un modèle : il faut l’administrateur et des disques en couches (root, device-mapper).</translation>
    </message>
    <message>
        <source>Files here can share what they have in common (reflinks), so that copies and earlier states cost next to nothing.</source>
        <translation>Ici les fichiers peuvent partager ce qu’ils ont en commun (reflinks) : copies et états antérieurs ne coûtent presque rien.</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks). Layered files need no copies, but keep only one earlier state; shared files would be copied whole at every start and backup.</source>
        <translation>Ici les fichiers ne peuvent pas partager ce qu’ils ont en commun (pas de reflinks). Les fichiers en couches n’ont pas besoin de copies, mais ne gardent qu’un état antérieur ; les fichiers partagés seraient copiés en entier à chaque démarrage et sauvegarde.</translation>
    </message>
    <message>
        <source>Files here cannot share what they have in common (no reflinks), so whole disks are copied at every start. A folder on btrfs, or on XFS with reflinks, would spare that.</source>
        <translation>Ici les fichiers ne peuvent pas partager ce qu’ils ont en commun (pas de reflinks) : des disques entiers sont copiés à chaque démarrage. Un dossier sur btrfs, ou sur XFS avec reflinks, l’éviterait.</translation>
    </message>
    <message>
        <source>Making the store: its folders, its pools, and an empty list of qubes…</source>
        <translation>Création du dépôt : ses dossiers, ses pools et une liste vide de qubes…</translation>
    </message>
    <message>
        <source>Stopping, and removing what is half made…</source>
        <translation>Arrêt, et suppression de ce qui est à moitié fait…</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>No store was made. {reason}
Put that right and press Create again, or quit and choose a folder: --home FOLDER</source>
        <translation>Aucun dépôt n’a été créé. {reason}
Remédiez-y et appuyez de nouveau sur « Créer », ou quittez et choisissez un dossier : --home DOSSIER</translation>
    </message>
</context>
<context>
    <name>GlobalSettingsDialog</name>
    <message>
        <source>Global settings</source>
        <translation>Paramètres globaux</translation>
    </message>
    <message>
        <source>Settings of all qubes</source>
        <translation>Paramètres de tous les qubes</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>New qubes, and qubes that follow the default</source>
        <translation>Nouveaux qubes, et qubes qui suivent la valeur par défaut</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Modèle</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>Qube &amp;réseau</translation>
    </message>
    <message>
        <source>&amp;Disposables from</source>
        <translation>Qubes &amp;jetables depuis</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>&amp;Noyau</translation>
    </message>
    <message>
        <source>The system itself</source>
        <translation>Le système lui-même</translation>
    </message>
    <message>
        <source>&amp;Updates come through</source>
        <translation>Les mises à jo&amp;ur passent par</translation>
    </message>
    <message>
        <source>The ti&amp;me comes from</source>
        <translation>L’&amp;heure vient de</translation>
    </message>
    <message>
        <source>Qubes are m&amp;anaged by disposables from</source>
        <translation>Les qubes sont &amp;administrés par des jetables de</translation>
    </message>
    <message>
        <source>Where new volumes go</source>
        <translation>Où vont les nouveaux volumes</translation>
    </message>
    <message>
        <source>Po&amp;ol</source>
        <translation>Po&amp;ol</translation>
    </message>
    <message>
        <source>&amp;Root volumes</source>
        <translation>Volumes &amp;racine</translation>
    </message>
    <message>
        <source>&amp;Private volumes</source>
        <translation>Volumes &amp;privés</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Patience</translation>
    </message>
    <message>
        <source>Seconds to wait for a &amp;start</source>
        <translation>Secondes d’attente d’un &amp;démarrage</translation>
    </message>
    <message>
        <source>Seconds to wait for a s&amp;hutdown</source>
        <translation>Secondes d’attente d’un &amp;arrêt</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation>Appliqué.</translation>
    </message>
    <message>
        <source>T&amp;emporary volumes</source>
        <translation>Volumes t&amp;emporaires</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Appliquer</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>Cela vient d’être modifié ailleurs. Regardez les modifications, puis appliquez-les.</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>Cancelled: {result}</source>
        <translation>Annulé : {result}</translation>
    </message>
    <message>
        <source>Nothing was done</source>
        <translation>Rien n’a été fait</translation>
    </message>
    <message>
        <source>it was not reached</source>
        <translation>il n’a pas été atteint</translation>
    </message>
    <message>
        <source>{result}; {qube} was not, because: {reason}.</source>
        <translation>{result} ; {qube} ne l’a pas été, car : {reason}.</translation>
    </message>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} et {count} de plus</translation>
    </message>
    <message>
        <source>{result}; not: {names}. The reasons are beside them.</source>
        <translation>{result} ; pas : {names}. Les raisons sont à côté.</translation>
    </message>
    <message>
        <source>{result}; not with all that they had: {names}. The rest is beside them.</source>
        <translation>{result} ; pas avec tout ce qu’ils avaient : {names}. Le reste est à côté.</translation>
    </message>
    <message>
        <source>{result}, and the files of dom0&apos;s user</source>
        <translation>{result}, et les fichiers de l’utilisateur de dom0</translation>
    </message>
    <message>
        <source>The files of dom0&apos;s user: {result}</source>
        <translation>Les fichiers de l’utilisateur de dom0 : {result}</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) saved</source>
        <translation>
            <numerusform>{done} sur %n qube sauvegardé</numerusform>
            <numerusform>{done} sur %n qubes sauvegardés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) restored</source>
        <translation>
            <numerusform>{done} sur %n qube restauré</numerusform>
            <numerusform>{done} sur %n qubes restaurés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) verified</source>
        <translation>
            <numerusform>{done} sur %n qube vérifié</numerusform>
            <numerusform>{done} sur %n qubes vérifiés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>Progress of the job</source>
        <translation>Avancement de la tâche</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>Mo&amp;ntrer</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>Annu&amp;ler</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>&amp;Masquer</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>annulation…</translation>
    </message>
</context>
<context>
    <name>JobWizard</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>{job} goes on; the line at the bottom shows it.</source>
        <translation>{job} continue ; la ligne du bas le montre.</translation>
    </message>
</context>
<context>
    <name>LeaveQuestion</name>
    <message>
        <source>{job} is not finished.</source>
        <translation>{job} : pas terminé.</translation>
    </message>
    <message>
        <source>&amp;Cancel it and close</source>
        <translation>&amp;L’annuler et fermer</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>&amp;Garder la fenêtre ouverte</translation>
    </message>
    <message>
        <source>Close and &amp;let it run</source>
        <translation>Fermer et &amp;laisser continuer</translation>
    </message>
    <message>
        <source>It can go on without a window; you are told when it has ended. If it is cancelled, what is half made is removed, and what is complete stays.</source>
        <translation>Cela peut continuer sans fenêtre ; vous serez prévenu à la fin. En cas d’annulation, ce qui est à moitié fait est supprimé, et ce qui est complet reste.</translation>
    </message>
</context>
<context>
    <name>LogWindow</name>
    <message>
        <source>It is in the journal: journalctl -u qubesd</source>
        <translation>Il est dans le journal système : journalctl -u qubesd</translation>
    </message>
    <message>
        <source>qubesd has written nothing yet.</source>
        <translation>qubesd n’a encore rien écrit.</translation>
    </message>
    <message>
        <source>Show lines with…</source>
        <translation>Montrer les lignes avec…</translation>
    </message>
    <message>
        <source>Show lines with</source>
        <translation>Montrer les lignes avec</translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation>&amp;Recharger</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>C&amp;opier</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Errors inside Qube Manager</source>
        <translation>Erreurs internes de Qube Manager</translation>
    </message>
    <message>
        <source>There has been none.</source>
        <translation>Il n’y en a eu aucune.</translation>
    </message>
</context>
<context>
    <name>ManagerWindow</name>
    <message>
        <source>Qube Manager</source>
        <translation>Qube Manager</translation>
    </message>
    <message>
        <source>Asking qubesd for its qubes…</source>
        <translation>Demande de ses qubes à qubesd…</translation>
    </message>
    <message>
        <source>&amp;Reconnect</source>
        <translation>Se &amp;reconnecter</translation>
    </message>
    <message>
        <source>No qubes yet</source>
        <translation>Pas encore de qubes</translation>
    </message>
    <message>
        <source>Make the first one, or bring qubes back from a Qubes backup.</source>
        <translation>Créez le premier, ou ramenez des qubes d’une sauvegarde Qubes.</translation>
    </message>
    <message>
        <source>&amp;New qube…</source>
        <translation>&amp;Nouveau qube…</translation>
    </message>
    <message>
        <source>&amp;Restore a backup…</source>
        <translation>&amp;Restaurer une sauvegarde…</translation>
    </message>
    <message>
        <source>Qubes</source>
        <translation>Qubes</translation>
    </message>
    <message>
        <source>Qubes as a tree</source>
        <translation>Qubes en arbre</translation>
    </message>
    <message>
        <source>No qube matches</source>
        <translation>Aucun qube ne correspond</translation>
    </message>
    <message>
        <source>Show &amp;all qubes</source>
        <translation>Montrer &amp;tous les qubes</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Outils</translation>
    </message>
    <message>
        <source>Make a new qube (Ctrl+N)</source>
        <translation>Créer un nouveau qube (Ctrl+N)</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>Bring qubes back from a backup archive (Ctrl+R)</source>
        <translation>Ramener des qubes depuis une archive de sauvegarde (Ctrl+R)</translation>
    </message>
    <message>
        <source>&amp;Restore backup…</source>
        <translation>&amp;Restaurer une sauvegarde…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Save qubes to an encrypted archive (Ctrl+B)</source>
        <translation>Sauvegarder des qubes dans une archive chiffrée (Ctrl+B)</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>&amp;Sauvegarder…</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Sauvegarder</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Param&amp;ètres…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>C&amp;lone…</source>
        <translation>C&amp;loner…</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>Reno&amp;mmer…</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>Enle&amp;ver…</translation>
    </message>
    <message>
        <source>Remove the selected qubes (Del)</source>
        <translation>Enlever les qubes sélectionnés (Suppr)</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>St&amp;art</source>
        <translation>&amp;Démarrer</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Shut &amp;down</source>
        <translation>Arrê&amp;ter</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Ctrl+K</translation>
    </message>
    <message>
        <source>R&amp;estart</source>
        <translation>R&amp;edémarrer</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>Mettre en &amp;pause</translation>
    </message>
    <message>
        <source>&amp;Unpause</source>
        <translation>&amp;Reprendre</translation>
    </message>
    <message>
        <source>&amp;Kill…</source>
        <translation>T&amp;uer…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+K</source>
        <translation>Ctrl+Shift+K</translation>
    </message>
    <message>
        <source>C&amp;onsole</source>
        <translation>C&amp;onsole</translation>
    </message>
    <message>
        <source>Change &amp;several…</source>
        <translation>Mod&amp;ifier plusieurs…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+E</source>
        <translation>Ctrl+Shift+E</translation>
    </message>
    <message>
        <source>Verif&amp;y a backup…</source>
        <translation>Vérifier &amp;une sauvegarde…</translation>
    </message>
    <message>
        <source>&amp;Pools and volumes…</source>
        <translation>&amp;Pools et volumes…</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>&amp;Global settings…</source>
        <translation>Paramètres &amp;globaux…</translation>
    </message>
    <message>
        <source>&amp;Switch templates…</source>
        <translation>&amp;Changer de modèle…</translation>
    </message>
    <message>
        <source>L&amp;og…</source>
        <translation>&amp;Journal…</translation>
    </message>
    <message>
        <source>&amp;About Qube Manager</source>
        <translation>À propos &amp;de Qube Manager</translation>
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
        <translation>Arbre par qube &amp;réseau</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>Tree by &amp;template</source>
        <translation>Arbre par &amp;modèle</translation>
    </message>
    <message>
        <source>Ctrl+3</source>
        <translation>Ctrl+3</translation>
    </message>
    <message>
        <source>Earl&amp;ier states…</source>
        <translation>États &amp;antérieurs…</translation>
    </message>
    <message>
        <source>Ctrl+H</source>
        <translation>Ctrl+H</translation>
    </message>
    <message>
        <source>qubesd does not answer. The list shows what was known last; changes wait until it is back.</source>
        <translation>qubesd ne répond pas. La liste montre le dernier état connu ; les changements attendent son retour.</translation>
    </message>
    <message>
        <source>qubesd does not answer</source>
        <translation>qubesd ne répond pas</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>More: views, pools, settings of all qubes (F10)</source>
        <translation>Plus : vues, pools, paramètres de tous les qubes (F10)</translation>
    </message>
    <message>
        <source>{store} — Qube Manager</source>
        <translation>{store} — Qube Manager</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>&amp;What would free space?</source>
        <translation>&amp;Qu’est-ce qui libérerait de la place ?</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Réessayer</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Views</source>
        <translation>&amp;Vues</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Colonnes</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>New &amp;name</source>
        <translation>&amp;Nouveau nom</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Nouveau nom</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
</context>
<context>
    <name>NameRule</name>
    <message>
        <source>Type a name for the qube.</source>
        <translation>Saisissez un nom pour le qube.</translation>
    </message>
    <message>
        <source>A name begins with a letter from A to Z.</source>
        <translation>Un nom commence par une lettre de A à Z.</translation>
    </message>
    <message>
        <source>A name has at most 31 characters.</source>
        <translation>Un nom a au plus 31 caractères.</translation>
    </message>
    <message>
        <source>A name has letters, digits, “-”, “_” and “.” only; some are reserved.</source>
        <translation>Un nom n’a que des lettres, des chiffres, « - », « _ » et « . » ; certains sont réservés.</translation>
    </message>
    <message>
        <source>There is a qube of that name already.</source>
        <translation>Il y a déjà un qube de ce nom.</translation>
    </message>
</context>
<context>
    <name>NetChain</name>
    <message>
        <source>network</source>
        <translation>réseau</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>pas de réseau</translation>
    </message>
</context>
<context>
    <name>NewQubeDialog</name>
    <message>
        <source>Keeps its own files; programs come from a template.</source>
        <translation>Garde ses propres fichiers ; les programmes viennent d’un modèle.</translation>
    </message>
    <message>
        <source>A whole system of its own, empty at first.</source>
        <translation>Un système entier à lui, vide au début.</translation>
    </message>
    <message>
        <source>Programs for other qubes, empty at first.</source>
        <translation>Programmes pour d’autres qubes, vide au début.</translation>
    </message>
    <message>
        <source>Forgets everything when it is shut down.</source>
        <translation>Oublie tout à l’arrêt.</translation>
    </message>
    <message>
        <source>App qube (AppVM)</source>
        <translation>Qube d’application (AppVM)</translation>
    </message>
    <message>
        <source>Standalone qube (StandaloneVM)</source>
        <translation>Qube autonome (StandaloneVM)</translation>
    </message>
    <message>
        <source>Template (TemplateVM)</source>
        <translation>Modèle (TemplateVM)</translation>
    </message>
    <message>
        <source>Named disposable (DispVM)</source>
        <translation>Jetable nommé (DispVM)</translation>
    </message>
    <message>
        <source>No app qube here is a template for disposables.</source>
        <translation>Aucun qube d’application ici n’est un modèle de jetables.</translation>
    </message>
    <message>
        <source>There is no template yet. Restore one, or make an empty one first.</source>
        <translation>Il n’y a pas encore de modèle. Restaurez-en un, ou créez-en d’abord un vide.</translation>
    </message>
    <message>
        <source>Default pool</source>
        <translation>Pool par défaut</translation>
    </message>
    <message>
        <source>{pool} ({size} free)</source>
        <translation>{pool} ({size} libres)</translation>
    </message>
    <message>
        <source>New qube</source>
        <translation>Nouveau qube</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Type</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Modèle</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>É&amp;tiquette</translation>
    </message>
    <message>
        <source>Storage &amp;pool</source>
        <translation>&amp;Pool de stockage</translation>
    </message>
    <message>
        <source>&amp;Make qube</source>
        <translation>Créer le &amp;qube</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Disk image</source>
        <translation>Image disque</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Disk &amp;image</source>
        <translation>&amp;Image disque</translation>
    </message>
    <message>
        <source>none: an empty template; or a cloud image</source>
        <translation>aucune : un modèle vide ; ou une image cloud</translation>
    </message>
    <message>
        <source>Choose a disk image</source>
        <translation>Choisir une image disque</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>Avancement de l’importation</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Écrit</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Sauvegardé</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauré</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Vérifié</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omis</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
</context>
<context>
    <name>PassphraseEdit</name>
    <message>
        <source>Show the passphrase</source>
        <translation>Montrer la phrase secrète</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>Cacher la phrase secrète</translation>
    </message>
</context>
<context>
    <name>PassphrasePage</name>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Phrase secrète</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Encore &amp;une fois</translation>
    </message>
    <message>
        <source>&amp;Show what I type</source>
        <translation>Afficher ce que je &amp;saisis</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Solidité</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>Solidité de la phrase secrète</translation>
    </message>
    <message>
        <source>Write it down and keep it apart from the backup. Without it nobody can open the archive: there is no second key and no way to reset it.</source>
        <translation>Notez-la et gardez-la loin de la sauvegarde. Sans elle personne ne peut ouvrir l’archive : il n’y a ni seconde clé ni réinitialisation.</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>&amp;Compression</source>
        <translation>&amp;Compression</translation>
    </message>
    <message>
        <source>&amp;Read the archive back afterwards and verify it</source>
        <translation>&amp;Relire ensuite l’archive et la vérifier</translation>
    </message>
    <message>
        <source>&amp;Emergency sheet: how to get the data back without this program</source>
        <translation>&amp;Fiche de secours : récupérer les données sans ce programme</translation>
    </message>
    <message>
        <source>gzip: every system can restore it</source>
        <translation>gzip : tout système peut la restaurer</translation>
    </message>
    <message>
        <source>zstd: faster and smaller; the other side needs it as well</source>
        <translation>zstd : plus rapide et plus petit ; l’autre côté doit l’avoir aussi</translation>
    </message>
    <message>
        <source>xz: smallest, slow</source>
        <translation>xz : le plus petit, lent</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Phrase secrète</translation>
    </message>
    <message>
        <source>Which passphrase shall protect it?</source>
        <translation>Quelle phrase secrète la protégera ?</translation>
    </message>
    <message>
        <source>Type a passphrase.</source>
        <translation>Saisissez une phrase secrète.</translation>
    </message>
    <message>
        <source>It has a character that the restore could not be given.</source>
        <translation>Elle a un caractère que la restauration ne pourrait pas recevoir.</translation>
    </message>
    <message>
        <source>It is too long: at most 1,500 bytes.</source>
        <translation>Elle est trop longue : 1 500 octets au plus.</translation>
    </message>
    <message>
        <source>Type it once more.</source>
        <translation>Saisissez-la encore une fois.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Les deux ne sont pas identiques.</translation>
    </message>
    <message>
        <source>Weak: a computer guesses it</source>
        <translation>Faible : un ordinateur la devine</translation>
    </message>
    <message>
        <source>Fair: enough against the curious</source>
        <translation>Passable : assez contre les curieux</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bonne</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Forte</translation>
    </message>
    <message>
        <source>Several words are best</source>
        <translation>Plusieurs mots valent mieux</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>This machine has a disposable template of that name already.</source>
        <translation>Cette machine a déjà un modèle jetable de ce nom.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; it is left out.</source>
        <translation>Un qube nommé {name} existe déjà ; il est laissé de côté.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; this one becomes {free}.</source>
        <translation>Un qube nommé {name} existe déjà ; celui-ci devient {free}.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already; a restore has left it incomplete.</source>
        <translation>Un qube nommé {name} existe déjà ; une restauration l’a laissé incomplet.</translation>
    </message>
    <message>
        <source>A qube named {name} exists already.</source>
        <translation>Un qube nommé {name} existe déjà.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube.</source>
        <translation>{name} ne peut pas être le nom d’un qube.</translation>
    </message>
    <message>
        <source>Two of the selected qubes would be named {name}.</source>
        <translation>Deux des qubes choisis s’appelleraient {name}.</translation>
    </message>
    <message>
        <source>Restore it under another name, or leave it out.</source>
        <translation>Restaurez-le sous un autre nom, ou laissez-le de côté.</translation>
    </message>
    <message>
        <source>Go on with that restore. Restore it under another name, or leave it out.</source>
        <translation>Poursuivez cette restauration. Restaurez-le sous un autre nom, ou laissez-le de côté.</translation>
    </message>
    <message>
        <source>{name} is a {kind} here, which a {other} cannot replace.</source>
        <translation>{name} est ici un {kind}, qu’un {other} ne peut pas remplacer.</translation>
    </message>
    <message>
        <source>{name} was left incomplete by a restore.</source>
        <translation>{name} a été laissé incomplet par une restauration.</translation>
    </message>
    <message>
        <source>{name} is running; shut it down to have it replaced.</source>
        <translation>{name} est en marche ; arrêtez-le pour le remplacer.</translation>
    </message>
    <message>
        <source>The pool {pool} keeps no earlier state of {name} when it is replaced.</source>
        <translation>Le pool {pool} ne garde aucun état antérieur de {name} quand il est remplacé.</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings.</source>
        <translation>Il remplace le qube {name} d’ici, avec ses paramètres.</translation>
    </message>
    <message>
        <source>Its label {label} does not exist here; it becomes {other}.</source>
        <translation>Son étiquette {label} n’existe pas ici ; elle devient {other}.</translation>
    </message>
    <message>
        <source>It has no label; it becomes {other}.</source>
        <translation>Il n’a pas d’étiquette ; elle devient {other}.</translation>
    </message>
    <message>
        <source>There is no pool named {pool}.</source>
        <translation>Il n’y a pas de pool nommé {pool}.</translation>
    </message>
    <message>
        <source>Choose one of the pools of this machine.</source>
        <translation>Choisissez un des pools de cette machine.</translation>
    </message>
    <message>
        <source>Its template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>Son modèle {name} n’est ni sur cette machine ni parmi les qubes choisis.</translation>
    </message>
    <message>
        <source>Its disposable template is neither on this machine nor among the selected qubes.</source>
        <translation>Son modèle jetable n’est ni sur cette machine ni parmi les qubes choisis.</translation>
    </message>
    <message>
        <source>Its template is neither on this machine nor among the selected qubes.</source>
        <translation>Son modèle n’est ni sur cette machine ni parmi les qubes choisis.</translation>
    </message>
    <message>
        <source>Select that disposable template as well, or choose another one.</source>
        <translation>Cochez aussi ce modèle jetable, ou choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Select that template as well, or choose another one.</source>
        <translation>Cochez aussi ce modèle, ou choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Its template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>Son modèle {name} n’est ni ici ni choisi ; il utilise {other} à la place.</translation>
    </message>
    <message>
        <source>{name} is no qube that provides network.</source>
        <translation>{name} n’est pas un qube qui donne le réseau.</translation>
    </message>
    <message>
        <source>Choose another one, or none.</source>
        <translation>Choisissez-en un autre, ou aucun.</translation>
    </message>
    <message>
        <source>There is no kernel {name}.</source>
        <translation>Il n’y a pas de noyau {name}.</translation>
    </message>
    <message>
        <source>Its kernel {name} is not here; it uses the default of this machine ({other}).</source>
        <translation>Son noyau {name} n’est pas ici ; il utilise celui par défaut de cette machine ({other}).</translation>
    </message>
    <message>
        <source>Select fewer qubes, choose another pool, or make room.</source>
        <translation>Cochez moins de qubes, choisissez un autre pool, ou faites de la place.</translation>
    </message>
    <message>
        <source>{name} cannot be the name of a qube; this one becomes {free}.</source>
        <translation>{name} ne peut pas être le nom d’un qube ; celui-ci devient {free}.</translation>
    </message>
    <message>
        <source>There is no default pool.</source>
        <translation>Il n’y a pas de pool par défaut.</translation>
    </message>
    <message>
        <source>There is no label named {label}.</source>
        <translation>Il n’y a pas de label nommé {label}.</translation>
    </message>
    <message>
        <source>Choose one of the labels of this machine.</source>
        <translation>Choisissez un des labels de cette machine.</translation>
    </message>
    <message>
        <source>A {kind} has no template, so {name} cannot be its own.</source>
        <translation>Un {kind} n’a pas de modèle, donc {name} ne peut pas être le sien.</translation>
    </message>
    <message>
        <source>Choose none.</source>
        <translation>N’en choisissez aucun.</translation>
    </message>
    <message>
        <source>The default pool {pool} is not there.</source>
        <translation>Le pool par défaut {pool} n’est pas là.</translation>
    </message>
    <message>
        <source>In format {version} each piece of an archive is protected only by itself: whether the pieces are in their order and all of this backup cannot be told for certain.</source>
        <translation>Au format {version}, chaque morceau d’une archive n’est protégé que pour lui-même : on ne peut dire avec certitude si les morceaux sont dans leur ordre et tous de cette sauvegarde.</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>Ce sont les fichiers de l’utilisateur « {user} ». Ils vont dans un nouveau dossier de votre répertoire personnel ; rien d’autre n’y change.</translation>
    </message>
    <message>
        <source>These are the files of a user whom the backup does not name. They come into a new folder in your home directory; nothing there is changed.</source>
        <translation>Ce sont les fichiers d’un utilisateur que la sauvegarde ne nomme pas. Ils vont dans un nouveau dossier de votre répertoire personnel ; rien d’autre n’y change.</translation>
    </message>
    <message>
        <source>These are the files of the user &apos;{user}&apos;, and you are &apos;{here}&apos; here: they are restored only when dom0 is selected.</source>
        <translation>Ce sont les fichiers de l’utilisateur « {user} », et vous êtes ici « {here} » : ils ne sont restaurés que si dom0 est choisi.</translation>
    </message>
    <message>
        <source>The backup does not say whose files these are: they are restored only when dom0 is selected.</source>
        <translation>La sauvegarde ne dit pas à qui sont ces fichiers : ils ne sont restaurés que si dom0 est choisi.</translation>
    </message>
    <message>
        <source>It gets the {devices} as in the backup; look whether that is right for this machine before you start it.</source>
        <translation>Il reçoit, comme dans la sauvegarde : {devices}. Vérifiez que cela convient à cette machine avant de le démarrer.</translation>
    </message>
    <message>
        <source>It replaces the qube {name} that is here, with its settings. What its volumes hold now stays as a revision of each.</source>
        <translation>Il remplace le qube {name} d’ici, avec ses paramètres. Ce que ses volumes contiennent maintenant reste comme révision de chacun.</translation>
    </message>
    <message>
        <source>The pool {pool} makes whole copies, so until the old one is replaced the new one is there twice.</source>
        <translation>Le pool {pool} fait des copies entières ; jusqu’au remplacement de l’ancien, le nouveau existe donc deux fois.</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither on this machine nor among the selected qubes.</source>
        <translation>Son modèle jetable {name} n’est ni sur cette machine ni parmi les qubes choisis.</translation>
    </message>
    <message>
        <source>Its template {name} is nowhere to be had, and this machine has none: an empty template {other} is made in its place. Give the qube a real template before it is started.</source>
        <translation>Son modèle {name} est introuvable, et cette machine n’en a aucun : un modèle vide {other} est créé à sa place. Donnez au qube un vrai modèle avant de le démarrer.</translation>
    </message>
    <message>
        <source>Its disposable template {name} is neither here nor selected; it uses {other} instead.</source>
        <translation>Son modèle jetable {name} n’est ni ici ni choisi ; il utilise {other} à la place.</translation>
    </message>
    <message>
        <source>Its network qube {name} is neither here nor selected; it uses the default of this machine ({other}).</source>
        <translation>Son qube réseau {name} n’est ni ici ni choisi ; il utilise celui par défaut de cette machine ({other}).</translation>
    </message>
    <message>
        <source>Its disposable template {name} for opening files is neither here nor selected; it uses the default of this machine.</source>
        <translation>Son modèle jetable {name} pour ouvrir des fichiers n’est ni ici ni choisi ; il utilise celui par défaut de cette machine.</translation>
    </message>
    <message>
        <source>Its {kind} {address} is that of the qube {name} as well, so it gets the default of this machine. If it needs one of its own, set that when it is restored.</source>
        <translation>Son adresse {address} ({kind}) est aussi celle du qube {name} ; il reçoit donc celle par défaut de cette machine. S’il lui en faut une à lui, définissez-la une fois qu’il est restauré.</translation>
    </message>
    <message>
        <source>The selected qubes need {needed} in the pool {pool}, which has {free} free.</source>
        <translation>Les qubes choisis demandent {needed} dans le pool {pool}, qui a {free} de libre.</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>In the backup</source>
        <translation>Dans la sauvegarde</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>Restaurer sous</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Qube réseau</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Noyau</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarques</translation>
    </message>
    <message>
        <source>{name}, label {label}</source>
        <translation>{name}, étiquette {label}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>default ({pool})</source>
        <translation>par défaut ({pool})</translation>
    </message>
    <message>
        <source>default ({netvm})</source>
        <translation>par défaut ({netvm})</translation>
    </message>
    <message>
        <source>default ({kernel})</source>
        <translation>par défaut ({kernel})</translation>
    </message>
    <message>
        <source>default</source>
        <translation>par défaut</translation>
    </message>
    <message>
        <source>that of the qube ({pool})</source>
        <translation>celui du qube ({pool})</translation>
    </message>
    <message>
        <source>by volume…</source>
        <translation>par volume…</translation>
    </message>
    <message>
        <source>{size} of data, as the backup&apos;s list says; what is written can be more</source>
        <translation>{size} de données, selon la liste de la sauvegarde ; ce qui est écrit peut être plus</translation>
    </message>
    <message>
        <source>a new folder</source>
        <translation>un nouveau dossier</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>Search qubes</source>
        <translation>Chercher des qubes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Tout sélection&amp;ner</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>Cocher tous les qubes affichés</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>Ne rien &amp;sélectionner</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>Décocher tous les qubes affichés</translation>
    </message>
    <message>
        <source>Only &amp;missing ones</source>
        <translation>Seulement les &amp;manquants</translation>
    </message>
    <message>
        <source>Tick the qubes whose names do not exist on this machine</source>
        <translation>Cocher les qubes dont le nom n’existe pas sur cette machine</translation>
    </message>
    <message>
        <source>Qubes in the backup</source>
        <translation>Qubes de la sauvegarde</translation>
    </message>
    <message>
        <source>What its volumes hold now stays as a revision of each.</source>
        <translation>Ce que ses volumes contiennent maintenant reste comme état antérieur de chacun.</translation>
    </message>
    <message>
        <source>Replace the &amp;one here</source>
        <translation>Remplacer celui d’&amp;ici</translation>
    </message>
    <message>
        <source>Only &amp;verify, change nothing</source>
        <translation>Seulement &amp;vérifier, ne rien modifier</translation>
    </message>
    <message>
        <source>Reads and checks every byte of the chosen qubes without restoring them</source>
        <translation>Lit et vérifie chaque octet des qubes choisis sans les restaurer</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>What shall be restored, and how?</source>
        <translation>Que faut-il restaurer, et comment ?</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Verify %n qube(s)</source>
        <translation>
            <numerusform>&amp;Vérifier %n qube</numerusform>
            <numerusform>&amp;Vérifier %n qubes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Restore %n qube(s)</source>
        <translation>
            <numerusform>Resta&amp;urer %n qube</numerusform>
            <numerusform>Resta&amp;urer %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick the qubes to restore.</source>
        <translation>Cochez les qubes à restaurer.</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Use %n proposal(s)</source>
        <translation>
            <numerusform>&amp;Utiliser %n proposition</numerusform>
            <numerusform>&amp;Utiliser %n propositions</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore it as {name}</source>
        <translation>Le restaurer sous {name}</translation>
    </message>
    <message>
        <source>Use the pool {name}</source>
        <translation>Utiliser le pool {name}</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>Utiliser {name}</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}, {free} free</source>
        <translation>{pool} : demande {needed}, {free} libres</translation>
    </message>
    <message>
        <source>{pool}: needs {needed}</source>
        <translation>{pool} : demande {needed}</translation>
    </message>
    <message>
        <source>Everything is read and checked; nothing is changed.</source>
        <translation>Tout est lu et vérifié ; rien n’est modifié.</translation>
    </message>
    <message>
        <source>Made as well, empty: {names}</source>
        <translation>Créés aussi, vides : {names}</translation>
    </message>
    <message>
        <source>Copy the same as a command</source>
        <translation>Copier la même chose comme commande</translation>
    </message>
    <message>
        <source>The same in a terminal; press to copy it:</source>
        <translation>La même chose dans un terminal ; appuyez pour la copier :</translation>
    </message>
    <message>
        <source>What shall be verified?</source>
        <translation>Que faut-il vérifier ?</translation>
    </message>
    <message>
        <source>&amp;Verify the files</source>
        <translation>&amp;Vérifier les fichiers</translation>
    </message>
    <message>
        <source>&amp;Restore the files</source>
        <translation>Resta&amp;urer les fichiers</translation>
    </message>
    <message>
        <source>Tick the qubes to verify.</source>
        <translation>Cochez les qubes à vérifier.</translation>
    </message>
    <message>
        <source>What is ticked is read and checked; nothing is changed.</source>
        <translation>Ce qui est coché est lu et contrôlé ; rien n’est modifié.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) have a problem, the first is {name}: {problem}</source>
        <translation>
            <numerusform>%n qube a un problème : {name} : {problem}</numerusform>
            <numerusform>%n qubes ont un problème, le premier est {name} : {problem}</numerusform>
        </translation>
    </message>
    <message>
        <source>Shall the files of dom0&apos;s user be restored as well?</source>
        <translation>Restaurer aussi les fichiers de l’utilisateur de dom0 ?</translation>
    </message>
    <message>
        <source>&amp;Restore them into a new folder</source>
        <translation>&amp;Les restaurer dans un nouveau dossier</translation>
    </message>
    <message>
        <source>&amp;Leave them out</source>
        <translation>Les la&amp;isser de côté</translation>
    </message>
    <message>
        <source>Restore them into a new folder</source>
        <translation>Les restaurer dans un nouveau dossier</translation>
    </message>
</context>
<context>
    <name>PolicyQuestionDialog</name>
    <message>
        <source>The qube {source} asks to use {service} in another qube.</source>
        <translation>Le qube {source} demande à utiliser {service} dans un autre qube.</translation>
    </message>
    <message>
        <source>Choose the qube first.</source>
        <translation>Choisissez d’abord le qube.</translation>
    </message>
    <message>
        <source>Denied by itself in {duration}</source>
        <translation>Refusé de lui-même dans {duration}</translation>
    </message>
    <message>
        <source>A qube asks</source>
        <translation>Un qube demande</translation>
    </message>
    <message>
        <source>&amp;In</source>
        <translation>&amp;Dans</translation>
    </message>
    <message>
        <source>If you did not expect this, deny it.</source>
        <translation>Si vous ne vous y attendiez pas, refusez.</translation>
    </message>
    <message>
        <source>Time left to answer</source>
        <translation>Temps restant pour répondre</translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation>&amp;Autoriser</translation>
    </message>
    <message>
        <source>&amp;Deny</source>
        <translation>&amp;Refuser</translation>
    </message>
</context>
<context>
    <name>PoolCard</name>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s)</source>
        <translation>
            <numerusform>%n volume</numerusform>
            <numerusform>%n volumes</numerusform>
        </translation>
    </message>
    <message>
        <source>{volumes} of {names}</source>
        <translation>{volumes} de {names}</translation>
    </message>
    <message>
        <source>No volume that lasts is in it.</source>
        <translation>Aucun volume durable n’y est.</translation>
    </message>
    <message>
        <source>It is the default pool.</source>
        <translation>C’est le pool par défaut.</translation>
    </message>
    <message>
        <source>It has volumes; move or remove them first.</source>
        <translation>Il a des volumes ; déplacez-les ou enlevez-les d’abord.</translation>
    </message>
    <message>
        <source>It is a default pool; choose another one first.</source>
        <translation>C’est un pool par défaut ; choisissez-en d’abord un autre.</translation>
    </message>
    <message>
        <source>What would free space in {name}?</source>
        <translation>Qu’est-ce qui libérerait de la place dans {name} ?</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Paramètres de {name}</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>Enlever {name}</translation>
    </message>
    <message>
        <source>What would free space?</source>
        <translation>Qu’est-ce qui libérerait de la place ?</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Paramètres…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Retirer…</translation>
    </message>
    <message>
        <source>The figures are those of the whole disk, which it shares with {names}.</source>
        <translation>Les chiffres sont ceux du disque entier, qu’il partage avec {names}.</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>Inutilisable pour l’instant : {reason}</translation>
    </message>
    <message>
        <source>It is the default pool for kernels.</source>
        <translation>C’est le pool par défaut des noyaux.</translation>
    </message>
    <message>
        <source>It is the default pool for these volumes: {names}</source>
        <translation>C’est le pool par défaut de ces volumes : {names}</translation>
    </message>
</context>
<context>
    <name>PoolSettingsDialog</name>
    <message>
        <source>Settings of a pool</source>
        <translation>Paramètres d’un pool</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep of each volume</source>
        <translation>États antérieurs à &amp;garder de chaque volume</translation>
    </message>
    <message>
        <source>&amp;Warn when it is so full (percent, 0 for never)</source>
        <translation>A&amp;vertir quand il est plein à (pour cent, 0 pour jamais)</translation>
    </message>
    <message>
        <source>Encrypt &amp;temporary data with a key that is forgotten</source>
        <translation>Chiffrer les données &amp;temporaires avec une clé oubliée ensuite</translation>
    </message>
    <message>
        <source>Encrypt temporary data with a key that is forgotten</source>
        <translation>Chiffrer les données temporaires avec une clé oubliée ensuite</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Appliquer</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Paramètres de {name}</translation>
    </message>
</context>
<context>
    <name>Pools</name>
    <message>
        <source>{names} and {count} more</source>
        <translation>{names} et {count} de plus</translation>
    </message>
</context>
<context>
    <name>PoolsWindow</name>
    <message>
        <source>Pools and volumes</source>
        <translation>Pools et volumes</translation>
    </message>
    <message>
        <source>Storage pools</source>
        <translation>Pools de stockage</translation>
    </message>
    <message>
        <source>&amp;Add a pool…</source>
        <translation>&amp;Ajouter un pool…</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>Pools</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Métadonnées</translation>
    </message>
    <message>
        <source>{name} is there.</source>
        <translation>{name} est là.</translation>
    </message>
    <message>
        <source>Remove the pool {name}?</source>
        <translation>Enlever le pool {name} ?</translation>
    </message>
    <message>
        <source>What is in its place stays there; it can be added again.</source>
        <translation>Ce qui est à sa place y reste ; on peut l’ajouter de nouveau.</translation>
    </message>
    <message>
        <source>&amp;Remove it</source>
        <translation>L’enleve&amp;r</translation>
    </message>
    <message>
        <source>{name} is removed.</source>
        <translation>{name} est enlevé.</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Le garder</translation>
    </message>
</context>
<context>
    <name>ProfileRow</name>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Not saved, for they are not here: {names}</source>
        <translation>Non sauvegardés, car absents d’ici : {names}</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>Enregistrer le profil</translation>
    </message>
    <message>
        <source>Its name (qubes, place and options; never the passphrase):</source>
        <translation>Son nom (qubes, lieu et options ; jamais la phrase secrète) :</translation>
    </message>
    <message>
        <source>Choose or save a profile first.</source>
        <translation>Choisissez ou enregistrez d’abord un profil.</translation>
    </message>
</context>
<context>
    <name>QubeCommands</name>
    <message numerus="yes">
        <source>%n qube(s) end at once:</source>
        <translation>
            <numerusform>%n qube s’arrête net :</numerusform>
            <numerusform>%n qubes s’arrêtent net :</numerusform>
        </translation>
    </message>
    <message>
        <source>What is open in them and not saved is lost.</source>
        <translation>Ce qui y est ouvert et pas enregistré est perdu.</translation>
    </message>
    <message>
        <source>&amp;Kill</source>
        <translation>&amp;Tuer</translation>
    </message>
    <message>
        <source>started</source>
        <translation>démarrés</translation>
    </message>
    <message>
        <source>shut down</source>
        <translation>arrêtés</translation>
    </message>
    <message>
        <source>restarted</source>
        <translation>redémarrés</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>mis en pause</translation>
    </message>
    <message>
        <source>unpaused</source>
        <translation>repris</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>tués</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s): {act}</source>
        <translation>
            <numerusform>{done} sur %n qube : {act}</numerusform>
            <numerusform>{done} sur %n qubes : {act}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n qube(s) removed.</source>
        <translation>
            <numerusform>{done} sur %n qube enlevé.</numerusform>
            <numerusform>{done} sur %n qubes enlevés.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>&amp;Réessayer ceux qui ont échoué</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Réessayer</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
</context>
<context>
    <name>QubeTable</name>
    <message>
        <source>{column} (no room)</source>
        <translation>{column} (pas de place)</translation>
    </message>
</context>
<context>
    <name>QubesModel</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Net qube</source>
        <translation>Qube réseau</translation>
    </message>
    <message>
        <source>Disk used / size</source>
        <translation>Disque utilisé / taille</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Dernière sauvegarde</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Processeur</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Mode</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>Jetable</translation>
    </message>
    <message>
        <source>Autostart</source>
        <translation>Démarrage auto</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{name}: {kind} qube, label {label}</source>
        <translation>{name} : qube {kind}, étiquette {label}</translation>
    </message>
    <message>
        <source>A restore of this qube did not finish. It cannot be started; remove it and restore it again.</source>
        <translation>Une restauration de ce qube ne s’est pas terminée. Il ne peut pas démarrer ; enlevez-le et restaurez-le de nouveau.</translation>
    </message>
    <message>
        <source>{volume}: {used} of {size} in pool {pool}</source>
        <translation>{volume} : {used} sur {size} dans le pool {pool}</translation>
    </message>
    <message>
        <source>No disk space of its own</source>
        <translation>Pas d’espace disque à lui</translation>
    </message>
    <message>
        <source>No backup of this qube is known here</source>
        <translation>Aucune sauvegarde de ce qube n’est connue ici</translation>
    </message>
    <message>
        <source>It may be running although the hypervisor does not know of it, so nothing may touch its disks. Start tells who has them open.</source>
        <translation>Il tourne peut-être sans que l’hyperviseur le sache : rien ne doit toucher à ses disques. Démarrer dit qui les tient ouverts.</translation>
    </message>
    <message>
        <source>read back and whole</source>
        <translation>relue et entière</translation>
    </message>
    <message>
        <source>it could not be verified</source>
        <translation>elle n’a pas pu être vérifiée</translation>
    </message>
    <message>
        <source>older than 30 days</source>
        <translation>plus de 30 jours</translation>
    </message>
    <message>
        <source>{template} from its next start on</source>
        <translation>{template} à partir de son prochain démarrage</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>inutilisable</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>Nothing is “{term}”.</source>
        <translation>Rien n’est « {term} ».</translation>
    </message>
    <message>
        <source>“{term}” is not understood; sizes are written {example}.</source>
        <translation>« {term} » n’est pas compris ; les tailles s’écrivent {example}.</translation>
    </message>
    <message>
        <source>There is no term “{term}”.</source>
        <translation>Il n’y a pas de terme « {term} ».</translation>
    </message>
    <message>
        <source> Did you mean {term}?</source>
        <translation> Vouliez-vous dire {term} ?</translation>
    </message>
    <message>
        <source>What to look for stands right after “{term}”, without a space.</source>
        <translation>Ce qui est cherché suit directement « {term} », sans espace.</translation>
    </message>
</context>
<context>
    <name>Reclaim</name>
    <message>
        <source>earlier state</source>
        <translation>état antérieur</translation>
    </message>
    <message>
        <source>data that were never finished</source>
        <translation>données jamais achevées</translation>
    </message>
    <message>
        <source>temporary data of a past run</source>
        <translation>données temporaires d’une exécution passée</translation>
    </message>
    <message>
        <source>snapshot of a past run</source>
        <translation>instantané d’une exécution passée</translation>
    </message>
    <message>
        <source>data of no qube</source>
        <translation>données d’aucun qube</translation>
    </message>
</context>
<context>
    <name>ReclaimDialog</name>
    <message>
        <source>What would free space?</source>
        <translation>Qu’est-ce qui libérerait de la place ?</translation>
    </message>
    <message>
        <source>Tick what you can do without. Nothing is removed before you press the button; what was removed does not come back.</source>
        <translation>Cochez ce dont vous pouvez vous passer. Rien n’est enlevé avant que vous appuyiez sur le bouton ; ce qui est enlevé ne revient pas.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>What takes space</source>
        <translation>Ce qui prend de la place</translation>
    </message>
    <message>
        <source>&amp;Free</source>
        <translation>&amp;Libérer</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>What would free space in {pool}?</source>
        <translation>Qu’est-ce qui libérerait de la place dans {pool} ?</translation>
    </message>
    <message>
        <source>{done} of {total} removed.</source>
        <translation>{done} sur {total} enlevés.</translation>
    </message>
    <message>
        <source>Nothing is there that could be removed.</source>
        <translation>Rien ici ne pourrait être enlevé.</translation>
    </message>
    <message>
        <source>{size} and more become free.</source>
        <translation>{size} et plus se libèrent.</translation>
    </message>
    <message>
        <source>{size} become free.</source>
        <translation>{size} se libèrent.</translation>
    </message>
    <message>
        <source>&amp;Free {size}</source>
        <translation>&amp;Libérer {size}</translation>
    </message>
    <message>
        <source>Tick something first.</source>
        <translation>Cochez d’abord quelque chose.</translation>
    </message>
</context>
<context>
    <name>ReclaimModel</name>
    <message>
        <source>Of</source>
        <translation>De</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Frees</source>
        <translation>Libère</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarques</translation>
    </message>
    <message>
        <source>{what}, pinned</source>
        <translation>{what}, épinglé</translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>Remove {name}?</source>
        <translation>Enlever {name} ?</translation>
    </message>
    <message>
        <source>&amp;Remove {name}</source>
        <translation>Enleve&amp;r {name}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>et {count} de plus</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>enlever</translation>
    </message>
    <message>
        <source>No backup is known, so nothing can bring this data back. Type “{word}”:</source>
        <translation>Aucune sauvegarde n’est connue, rien ne peut donc ramener ces données. Saisissez « {word} » :</translation>
    </message>
    <message>
        <source>{name}: holds no data of its own</source>
        <translation>{name} : n’a pas de données à lui</translation>
    </message>
    <message>
        <source>{name}: {size} of data, never backed up</source>
        <translation>{name} : {size} de données, jamais sauvegardé</translation>
    </message>
    <message>
        <source>{name}: {size} of data, last backed up {when}</source>
        <translation>{name} : {size} de données, sauvegardé {when}</translation>
    </message>
    <message>
        <source>Still needed by {names}. Give them another one first.</source>
        <translation>Encore nécessaire à {names}. Donnez-leur d’abord un autre.</translation>
    </message>
    <message>
        <source>Remove qubes</source>
        <translation>Enlever des qubes</translation>
    </message>
    <message>
        <source>Type the word to confirm</source>
        <translation>Saisissez le mot pour confirmer</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n qube(s)?</source>
        <translation>
            <numerusform>Enlever %n qube ?</numerusform>
            <numerusform>Enlever %n qubes ?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Remove %n qube(s)</source>
        <translation>
            <numerusform>Enleve&amp;r %n qube</numerusform>
            <numerusform>Enleve&amp;r %n qubes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Rename {name}</source>
        <translation>Renommer {name}</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Renommer</translation>
    </message>
    <message>
        <source>Earlier states of its volumes are not kept.</source>
        <translation>Les états antérieurs de ses volumes ne sont pas gardés.</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>et {count} de plus</translation>
    </message>
    <message>
        <source>What refers to it follows:</source>
        <translation>Ce qui s’y réfère suit :</translation>
    </message>
    <message>
        <source>Type another name.</source>
        <translation>Saisissez un autre nom.</translation>
    </message>
    <message>
        <source>{property} of the system</source>
        <translation>{property} du système</translation>
    </message>
    <message>
        <source>{property} of {name}</source>
        <translation>{property} de {name}</translation>
    </message>
</context>
<context>
    <name>RestoreRun</name>
    <message>
        <source>Settling what was begun and cannot be finished…</source>
        <translation>Règlement de ce qui a été commencé et ne peut être achevé…</translation>
    </message>
</context>
<context>
    <name>RestoreWizard</name>
    <message>
        <source>Verify a backup</source>
        <translation>Vérifier une sauvegarde</translation>
    </message>
    <message>
        <source>Restore qubes</source>
        <translation>Restaurer des qubes</translation>
    </message>
    <message numerus="yes">
        <source>Verifying %n qube(s)</source>
        <translation>
            <numerusform>Vérification de %n qube</numerusform>
            <numerusform>Vérification de %n qubes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restoring %n qube(s)</source>
        <translation>
            <numerusform>Restauration de %n qube</numerusform>
            <numerusform>Restauration de %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>The plan was changed, and nothing of it is done yet.</source>
        <translation>Le plan a été modifié, et rien n’en est encore fait.</translation>
    </message>
    <message>
        <source>Closing forgets the changes.</source>
        <translation>Fermer oublie les modifications.</translation>
    </message>
    <message>
        <source>Close and &amp;forget them</source>
        <translation>&amp;Fermer et les oublier</translation>
    </message>
    <message>
        <source>&amp;Keep the window open</source>
        <translation>&amp;Garder la fenêtre ouverte</translation>
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
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Remarque</translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>The Qube Manager lists what can be freed: {place}</source>
        <translation>Le Qube Manager montre ce qui peut être libéré : {place}</translation>
    </message>
    <message>
        <source>if no qube needs it, remove it in the Qube Manager: {place}</source>
        <translation>si aucun qube n’en a besoin, supprimez-le dans le Qube Manager : {place}</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Vers</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Jusqu’à</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>accepter</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>rejeter</translation>
    </message>
    <message>
        <source>name servers (DNS)</source>
        <translation>serveurs de noms (DNS)</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>partout</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>Never comes to it: rule {number} takes everything before.</source>
        <translation>N’est jamais atteinte : la règle {number} prend tout avant.</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>&amp;Try again…</source>
        <translation>&amp;Réessayer…</translation>
    </message>
    <message>
        <source>&amp;Save report…</source>
        <translation>Enregi&amp;strer le rapport…</translation>
    </message>
    <message>
        <source>What became of each qube</source>
        <translation>Ce qu’est devenu chaque qube</translation>
    </message>
    <message>
        <source>You may close this window: the job goes on, and Qube Manager shows it.</source>
        <translation>Vous pouvez fermer cette fenêtre : la tâche continue, et Qube Manager la montre.</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>This is what was done</source>
        <translation>Voici ce qui a été fait</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>report.txt</source>
        <translation>rapport.txt</translation>
    </message>
    <message>
        <source>The report was not saved: {reason}</source>
        <translation>Le rapport n’a pas été enregistré : {reason}</translation>
    </message>
    <message>
        <source>The report is in {path}</source>
        <translation>Le rapport est dans {path}</translation>
    </message>
    <message>
        <source>Cancelling, and removing what is half made…</source>
        <translation>Annulation, et suppression de ce qui est à moitié fait…</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>&amp;Save this view…</source>
        <translation>Enregi&amp;strer cette vue…</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>&amp;Oublier</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Enregistrer cette vue</translation>
    </message>
    <message>
        <source>Name of this view (search, chips, list or tree):</source>
        <translation>Nom de cette vue (recherche, filtres, liste ou arbre) :</translation>
    </message>
    <message>
        <source>“{name}” keeps its name: another view is called “{new}”.</source>
        <translation>« {name} » garde son nom : une autre vue s’appelle « {new} ».</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Renommer</translation>
    </message>
    <message>
        <source>New name of “{name}”:</source>
        <translation>Nouveau nom de « {name} » :</translation>
    </message>
    <message>
        <source>Rename this view</source>
        <translation>Renommer cette vue</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Schedule</source>
        <translation>Planification</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>Cha&amp;que</translation>
    </message>
    <message>
        <source>A missed run is made up for as soon as the computer is on. The passphrase is taken from your keyring; it is put there once, in a terminal:</source>
        <translation>Une exécution manquée est rattrapée dès que l’ordinateur est allumé. La phrase secrète vient de votre trousseau ; on l’y met une fois, dans un terminal :</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>&amp;Régler</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>When shall {name} run?</source>
        <translation>Quand faut-il exécuter {name} ?</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>heure</translation>
    </message>
    <message>
        <source>day</source>
        <translation>jour</translation>
    </message>
    <message>
        <source>week</source>
        <translation>semaine</translation>
    </message>
    <message>
        <source>month</source>
        <translation>mois</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>It no longer runs by itself.</source>
        <translation>Il ne s’exécute plus de lui-même.</translation>
    </message>
    <message>
        <source>{timer} is written, but it does not run yet: {problem}</source>
        <translation>{timer} est écrit, mais ne s’exécute pas encore : {problem}</translation>
    </message>
    <message>
        <source>It runs by itself from now on ({timer}).</source>
        <translation>Il s’exécute désormais de lui-même ({timer}).</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Chercher (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Chercher des qubes</translation>
    </message>
    <message>
        <source>Words from any column, and terms:
{fields} with a part of the text, such as template:debian or netvm:none
size&gt;10G or size&lt;500M for the size of the disks, used&gt; and used&lt; for what they hold</source>
        <translation>Des mots de n’importe quelle colonne, et des termes :
{fields} avec une partie du texte, comme template:debian ou netvm:none
size&gt;10G ou size&lt;500M pour la taille des disques, used&gt; et used&lt; pour ce qu’ils contiennent</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Services are switched on or off inside the qube at its next start. Features are notes that programs read.</source>
        <translation>Les services sont activés ou non dans le qube à son prochain démarrage. Les fonctions sont des mentions que lisent les programmes.</translation>
    </message>
    <message>
        <source>Services, features and tags</source>
        <translation>Services, fonctions et étiquettes</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nom</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Ajouter</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Enleve&amp;r</translation>
    </message>
    <message>
        <source>&amp;Services</source>
        <translation>&amp;Services</translation>
    </message>
    <message>
        <source>{name}: removed</source>
        <translation>{name} : enlevé</translation>
    </message>
    <message>
        <source>on</source>
        <translation>activé</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajouté</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Il y est déjà.</translation>
    </message>
    <message>
        <source>The name has no spaces.</source>
        <translation>Le nom n’a pas d’espaces.</translation>
    </message>
    <message>
        <source>No service, feature or tag is set.</source>
        <translation>Aucun service, fonction ou étiquette n’est défini.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>default</source>
        <translation>par défaut</translation>
    </message>
    <message>
        <source>the qube&apos;s own</source>
        <translation>celui du qube lui-même</translation>
    </message>
    <message>
        <source>default ({value})</source>
        <translation>par défaut ({value})</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Chercher un paramètre</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>&amp;Basic</source>
        <translation>&amp;Général</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>É&amp;tiquette</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Modèle</translation>
    </message>
    <message>
        <source>In &amp;backups by default</source>
        <translation>Dans les sauvegardes par &amp;défaut</translation>
    </message>
    <message>
        <source>Start with the &amp;computer</source>
        <translation>Démarrer avec l’&amp;ordinateur</translation>
    </message>
    <message>
        <source>Can give &amp;network</source>
        <translation>Peut donner le &amp;réseau</translation>
    </message>
    <message>
        <source>Template for &amp;disposables</source>
        <translation>Modèle de &amp;jetables</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>A&amp;vancé</translation>
    </message>
    <message>
        <source>&amp;Memory at start (MiB)</source>
        <translation>&amp;Mémoire au démarrage (MiB)</translation>
    </message>
    <message>
        <source>&amp;Processors</source>
        <translation>&amp;Processeurs</translation>
    </message>
    <message>
        <source>&amp;Virtualisation</source>
        <translation>&amp;Virtualisation</translation>
    </message>
    <message>
        <source>Default &amp;user</source>
        <translation>&amp;Utilisateur par défaut</translation>
    </message>
    <message>
        <source>Its d&amp;isposables from</source>
        <translation>Ses qubes &amp;jetables depuis</translation>
    </message>
    <message>
        <source>Time to shut &amp;down (s)</source>
        <translation>Temps d’&amp;arrêt (s)</translation>
    </message>
    <message>
        <source>Net&amp;work</source>
        <translation>Ré&amp;seau</translation>
    </message>
    <message>
        <source>&amp;Net qube</source>
        <translation>Qube &amp;réseau</translation>
    </message>
    <message>
        <source>I&amp;P address</source>
        <translation>Adresse I&amp;P</translation>
    </message>
    <message>
        <source>M&amp;AC address</source>
        <translation>Adresse M&amp;AC</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>N&amp;otes</translation>
    </message>
    <message>
        <source>Notes of the qube</source>
        <translation>Notes du qube</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>Ferm&amp;er</translation>
    </message>
    <message>
        <source>Settings of {name}</source>
        <translation>Paramètres de {name}</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>This cannot be applied</source>
        <translation>Cela ne peut pas être appliqué</translation>
    </message>
    <message>
        <source>{setting} are changed</source>
        <translation>{setting} : modifié</translation>
    </message>
    <message>
        <source>&amp;Kernel</source>
        <translation>&amp;Noyau</translation>
    </message>
    <message>
        <source>Ke&amp;rnel options</source>
        <translation>Opt&amp;ions du noyau</translation>
    </message>
    <message>
        <source>Deb&amp;ug mode</source>
        <translation>Mode de dé&amp;bogage</translation>
    </message>
    <message>
        <source>Memory at m&amp;ost (MiB, 0 = fixed)</source>
        <translation>Mémoire au plus (Mi&amp;o, 0 = fixe)</translation>
    </message>
    <message>
        <source>Time to st&amp;art (s)</source>
        <translation>Temps de démarr&amp;age (s)</translation>
    </message>
    <message>
        <source>What will change</source>
        <translation>Ce qui changera</translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Appliquer</translation>
    </message>
    <message>
        <source>It was changed elsewhere just now. Look at the changes, then apply them.</source>
        <translation>Cela vient d’être modifié ailleurs. Regardez les modifications, puis appliquez-les.</translation>
    </message>
    <message>
        <source>The notes were changed elsewhere as well. Which ones shall it be?</source>
        <translation>Les notes ont aussi été modifiées ailleurs. Lesquelles garder ?</translation>
    </message>
    <message>
        <source>Those from elsewhere:</source>
        <translation>Celles d’ailleurs :</translation>
    </message>
    <message>
        <source>&amp;Mine</source>
        <translation>Les &amp;miennes</translation>
    </message>
    <message>
        <source>Those from &amp;elsewhere</source>
        <translation>C&amp;elles d’ailleurs</translation>
    </message>
    <message>
        <source>&amp;Both</source>
        <translation>&amp;Les deux</translation>
    </message>
    <message>
        <source>The qube was removed; nothing of this can be applied.</source>
        <translation>Le qube a été supprimé ; rien de cela ne peut être appliqué.</translation>
    </message>
    <message>
        <source>(they were changed elsewhere meanwhile)</source>
        <translation>(elles ont entre-temps été modifiées ailleurs)</translation>
    </message>
    <message>
        <source>Keep the present template at the next start, too</source>
        <translation>Garder le modèle actuel aussi au prochain démarrage</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>It has {now}, and gets {then} at its next start.</source>
        <translation>Il a {now} et recevra {then} à son prochain démarrage.</translation>
    </message>
    <message>
        <source>It runs, so another template comes at its next start.</source>
        <translation>Il tourne ; un autre modèle viendra à son prochain démarrage.</translation>
    </message>
    <message>
        <source>It runs; its template can be changed when it is shut down.</source>
        <translation>Il tourne ; son modèle peut être changé quand il est arrêté.</translation>
    </message>
    <message>
        <source>{setting}: {now} stays; {then} is not taken at the next start</source>
        <translation>{setting} : {now} reste ; {then} ne sera pas pris au prochain démarrage</translation>
    </message>
    <message>
        <source>{setting}: {now} → {then} at the next start, for the qube runs</source>
        <translation>{setting} : {now} → {then} au prochain démarrage, car le qube tourne</translation>
    </message>
    <message>
        <source>Not everything was applied</source>
        <translation>Tout n’a pas été appliqué</translation>
    </message>
</context>
<context>
    <name>SheetDialog</name>
    <message>
        <source>Nothing is changed.</source>
        <translation>Rien n’est modifié.</translation>
    </message>
    <message>
        <source>These changes are not applied yet:</source>
        <translation>Ces changements ne sont pas encore appliqués :</translation>
    </message>
    <message>
        <source>&amp;Discard them</source>
        <translation>&amp;Les abandonner</translation>
    </message>
    <message>
        <source>(changed elsewhere meanwhile: {old} → {new})</source>
        <translation>(modifié entre-temps ailleurs : {old} → {new})</translation>
    </message>
    <message numerus="yes">
        <source>Appl&amp;y %n change(s)</source>
        <translation>
            <numerusform>&amp;Appliquer %n modification</numerusform>
            <numerusform>&amp;Appliquer %n modifications</numerusform>
        </translation>
    </message>
    <message>
        <source>Appl&amp;y</source>
        <translation>&amp;Appliquer</translation>
    </message>
    <message>
        <source>Nothing of this was applied: qubesd does not answer. Apply it again when it is back.</source>
        <translation>Rien de tout cela n’a été appliqué : qubesd ne répond pas. Appliquez-le à nouveau quand il sera revenu.</translation>
    </message>
    <message>
        <source>Nothing of this was applied: {reason}</source>
        <translation>Rien de tout cela n’a été appliqué : {reason}</translation>
    </message>
    <message>
        <source>&amp;Keep editing</source>
        <translation>&amp;Continuer les modifications</translation>
    </message>
</context>
<context>
    <name>SourcePage</name>
    <message>
        <source>Backup &amp;file</source>
        <translation>&amp;Fichier de sauvegarde</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>Pa&amp;rcourir…</translation>
    </message>
    <message>
        <source>From where</source>
        <translation>D’où</translation>
    </message>
    <message>
        <source>Which backup shall be restored?</source>
        <translation>Quelle sauvegarde restaurer ?</translation>
    </message>
    <message>
        <source>Choose a backup archive.</source>
        <translation>Choisissez une archive de sauvegarde.</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup.</source>
        <translation>Ce fichier n’est pas une sauvegarde Qubes.</translation>
    </message>
    <message>
        <source>That is not a file.</source>
        <translation>Ce n’est pas un fichier.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Ce fichier n’existe pas.</translation>
    </message>
    <message>
        <source>That file cannot be read: {reason}</source>
        <translation>Ce fichier ne peut pas être lu : {reason}</translation>
    </message>
    <message>
        <source>A Qubes backup, format {version}, {size}</source>
        <translation>Une sauvegarde Qubes, format {version}, {size}</translation>
    </message>
    <message>
        <source>Backup archive</source>
        <translation>Archive de sauvegarde</translation>
    </message>
    <message>
        <source>It is read out of the running qube {name}.</source>
        <translation>Elle est lue depuis le qube en marche {name}.</translation>
    </message>
    <message>
        <source>Which backup shall be verified?</source>
        <translation>Quelle sauvegarde vérifier ?</translation>
    </message>
    <message>
        <source>Or drop the file onto this window. One in a running qube is named QUBE:/path/of/the/file. Nothing is changed before you have seen the plan.</source>
        <translation>Ou déposez le fichier sur cette fenêtre. S’il est dans un qube en marche, il se nomme QUBE:/chemin/du/fichier. Rien n’est modifié avant que vous ayez vu le plan.</translation>
    </message>
    <message>
        <source>Back&amp;ups made here, as far as their files can be reached now:</source>
        <translation>&amp;Sauvegardes faites ici dont les fichiers sont accessibles maintenant :</translation>
    </message>
    <message>
        <source>Backups made here</source>
        <translation>Sauvegardes faites ici</translation>
    </message>
    <message>
        <source>Kept &amp;in</source>
        <translation>Gardée da&amp;ns</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>cet ordinateur</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>le qube {name}</translation>
    </message>
    <message numerus="yes">
        <source>Go &amp;on with the restore of {archive} that was cut: {done} of %n qube(s) done</source>
        <translation>
            <numerusform>C&amp;ontinuer la restauration interrompue de {archive} : {done} sur %n qube fait</numerusform>
            <numerusform>C&amp;ontinuer la restauration interrompue de {archive} : {done} sur %n qubes faits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatesDialog</name>
    <message>
        <source>Volumes</source>
        <translation>Volumes</translation>
    </message>
    <message>
        <source>Vo&amp;lume</source>
        <translation>Vo&amp;lume</translation>
    </message>
    <message>
        <source>Earlier states, the newest first:</source>
        <translation>États antérieurs, le plus récent d’abord :</translation>
    </message>
    <message>
        <source>Earlier states</source>
        <translation>États antérieurs</translation>
    </message>
    <message>
        <source>Re&amp;vert to this</source>
        <translation>Re&amp;venir à celui-ci</translation>
    </message>
    <message>
        <source>&amp;Pin…</source>
        <translation>É&amp;pingler…</translation>
    </message>
    <message>
        <source>S&amp;et</source>
        <translation>Ré&amp;gler</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Taille</translation>
    </message>
    <message>
        <source>&amp;Resize</source>
        <translation>&amp;Redimensionner</translation>
    </message>
    <message>
        <source>P&amp;ool</source>
        <translation>P&amp;ool</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>&amp;Y déplacer</translation>
    </message>
    <message>
        <source>Progress of the move</source>
        <translation>Avancement du déplacement</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>A&amp;nnuler</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Volumes of {name}</source>
        <translation>Volumes de {name}</translation>
    </message>
    <message>
        <source>No earlier state yet: one is kept whenever the qube shuts down.</source>
        <translation>Pas encore d’état antérieur : un est gardé à chaque arrêt du qube.</translation>
    </message>
    <message>
        <source>This volume is not kept, so it has no states.</source>
        <translation>Ce volume n’est pas gardé, il n’a donc pas d’états.</translation>
    </message>
    <message>
        <source>{size} used, in the pool {pool}</source>
        <translation>{size} utilisés, dans le pool {pool}</translation>
    </message>
    <message>
        <source>It is as it was: {when}.</source>
        <translation>C’est comme avant : {when}.</translation>
    </message>
    <message>
        <source>The revert is undone.</source>
        <translation>Le retour est annulé.</translation>
    </message>
    <message>
        <source>Pin a state</source>
        <translation>Épingler un état</translation>
    </message>
    <message>
        <source>It stays until it is unpinned. A note, if you like:</source>
        <translation>Il reste jusqu’à ce qu’on le désépingle. Une note, si vous voulez :</translation>
    </message>
    <message>
        <source>It has {size} now.</source>
        <translation>Il a maintenant {size}.</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>Ce volume n’est pas gardé.</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>Arrêtez d’abord le qube.</translation>
    </message>
    <message>
        <source>Select a state.</source>
        <translation>Sélectionnez un état.</translation>
    </message>
    <message>
        <source>The present state is kept as a state of its own.</source>
        <translation>L’état présent est gardé comme état à part.</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>Désépin&amp;gler</translation>
    </message>
    <message>
        <source>It has the size of its template&apos;s volume.</source>
        <translation>Il a la taille du volume de son modèle.</translation>
    </message>
    <message>
        <source>Earlier states to &amp;keep</source>
        <translation>États antérieurs à &amp;garder</translation>
    </message>
    <message>
        <source>Kept from the next shutdown on: {count}.</source>
        <translation>Gardés dès le prochain arrêt : {count}.</translation>
    </message>
    <message>
        <source>In the pool {pool}; nobody has measured it</source>
        <translation>Dans le pool {pool} ; personne ne l’a mesuré</translation>
    </message>
    <message>
        <source>&amp;Pin</source>
        <translation>É&amp;pingler</translation>
    </message>
    <message>
        <source>C&amp;lone to a new qube…</source>
        <translation>C&amp;loner vers un nouveau qube…</translation>
    </message>
    <message>
        <source>The qube {name} is made, with that state of the volume.</source>
        <translation>Le qube {name} est créé, avec cet état du volume.</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot do this.</source>
        <translation>Le qubesd de ce système ne sait pas le faire.</translation>
    </message>
    <message>
        <source>Another qube like this one, with the data of that state</source>
        <translation>Un autre qube comme celui-ci, avec les données de cet état</translation>
    </message>
    <message>
        <source>Shut &amp;down and move</source>
        <translation>&amp;Arrêter et déplacer</translation>
    </message>
    <message>
        <source>It runs on until somebody shuts it down; then the volume is moved</source>
        <translation>Il continue jusqu’à ce que quelqu’un l’arrête ; ensuite le volume est déplacé</translation>
    </message>
    <message>
        <source>Move once it is s&amp;hut down</source>
        <translation>Déplacer une fois &amp;éteint</translation>
    </message>
    <message>
        <source>It cannot be used now: {reason}</source>
        <translation>Inutilisable pour l’instant : {reason}</translation>
    </message>
</context>
<context>
    <name>StatesModel</name>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Why it was kept</source>
        <translation>Pourquoi il est gardé</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Occupe</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>{time}, pinned</source>
        <translation>{time}, épinglé</translation>
    </message>
    <message>
        <source>pinned: it stays until it is unpinned</source>
        <translation>épinglé : reste jusqu’à ce qu’on le désépingle</translation>
    </message>
    <message>
        <source>The driver of its pool does not know</source>
        <translation>Le pilote de son pool ne le sait pas</translation>
    </message>
    <message>
        <source>What removing it would free</source>
        <translation>Ce que l’enlever libérerait</translation>
    </message>
</context>
<context>
    <name>StepRail</name>
    <message>
        <source>Step {number} of {total}: {title}</source>
        <translation>Étape {number} sur {total} : {title}</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Volumes</source>
        <translation>Volumes</translation>
    </message>
    <message>
        <source>Backups that have this qube:</source>
        <translation>Sauvegardes qui ont ce qube :</translation>
    </message>
    <message>
        <source>Backups that have this qube</source>
        <translation>Sauvegardes qui ont ce qube</translation>
    </message>
    <message>
        <source>St&amp;orage, backup</source>
        <translation>St&amp;ockage, sauvegarde</translation>
    </message>
    <message>
        <source>No backup known here has it.</source>
        <translation>Aucune sauvegarde connue ici ne l’a.</translation>
    </message>
    <message>
        <source>Earlier states, si&amp;ze…</source>
        <translation>États antérieurs, &amp;taille…</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Qubes that will be saved</source>
        <translation>Qubes qui seront sauvegardés</translation>
    </message>
    <message>
        <source>The same in a &amp;terminal:</source>
        <translation>La même chose dans un &amp;terminal :</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>This is what will be saved</source>
        <translation>Voici ce qui sera sauvegardé</translation>
    </message>
    <message>
        <source>compressed ({method})</source>
        <translation>compressés ({method})</translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>non compressés</translation>
    </message>
    <message>
        <source>settings only</source>
        <translation>paramètres seuls</translation>
    </message>
    <message>
        <source>compressed ({method}) to about {size}</source>
        <translation>compressés ({method}) à environ {size}</translation>
    </message>
    <message>
        <source>{size} of data go, encrypted and {compression}, to
{target}
{running}
The archive has the disks, settings, features, tags and notes of the qubes below and names the templates and net qubes they use. Nothing else of this computer.</source>
        <translation>{size} de données partent, chiffrées et {compression}, vers
{target}
{running}
L’archive a les disques, paramètres, fonctions, étiquettes et notes des qubes ci-dessous et nomme les modèles et qubes réseau qu’ils utilisent. Rien d’autre de cet ordinateur.</translation>
    </message>
    <message>
        <source>As they were before they were started: {names}.</source>
        <translation>Tels qu’avant leur démarrage : {names}.</translation>
    </message>
    <message>
        <source>As they are at that moment, while they run: {names}.</source>
        <translation>Tels qu’ils seront à ce moment, en marche : {names}.</translation>
    </message>
    <message>
        <source>Shut down before and started again afterwards: {names}.</source>
        <translation>Éteints avant et redémarrés après : {names}.</translation>
    </message>
    <message numerus="yes">
        <source>Back &amp;up %n qube(s)</source>
        <translation>
            <numerusform>Sauve&amp;garder %n qube</numerusform>
            <numerusform>Sauve&amp;garder %n qubes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SwitchTemplatesDialog</name>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>any template</source>
        <translation>tout modèle</translation>
    </message>
    <message>
        <source>Will be restarted: {names}</source>
        <translation>Seront redémarrés : {names}</translation>
    </message>
    <message>
        <source>Left out, for they run: {names}</source>
        <translation>Laissés de côté, car en marche : {names}</translation>
    </message>
    <message numerus="yes">
        <source>S&amp;witch %n qube(s)</source>
        <translation>
            <numerusform>C&amp;hanger %n qube</numerusform>
            <numerusform>C&amp;hanger %n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;witch</source>
        <translation>C&amp;hanger</translation>
    </message>
    <message>
        <source>No qube is to be switched.</source>
        <translation>Aucun qube à changer.</translation>
    </message>
    <message>
        <source>Switch templates</source>
        <translation>Changer de modèle</translation>
    </message>
    <message>
        <source>Switch qubes to another template</source>
        <translation>Faire passer des qubes à un autre modèle</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;De</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>V&amp;ers</translation>
    </message>
    <message>
        <source>Qubes to switch</source>
        <translation>Qubes à changer</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>choose a template</source>
        <translation>choisissez un modèle</translation>
    </message>
    <message>
        <source>Choose from which template to which.</source>
        <translation>Choisissez de quel modèle vers lequel.</translation>
    </message>
    <message>
        <source>Search these qubes</source>
        <translation>Chercher parmi ces qubes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Tous</translation>
    </message>
    <message>
        <source>Tick all that are shown</source>
        <translation>Cocher tous ceux qui sont affichés</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>&amp;Aucun</translation>
    </message>
    <message>
        <source>Tick none of those that are shown</source>
        <translation>Ne cocher aucun de ceux qui sont affichés</translation>
    </message>
    <message>
        <source>switch at their next start</source>
        <translation>les basculer à leur prochain démarrage</translation>
    </message>
    <message>
        <source>shut down, switch, and start again</source>
        <translation>arrêter, basculer et redémarrer</translation>
    </message>
    <message>
        <source>leave as they are</source>
        <translation>les laisser tels quels</translation>
    </message>
    <message>
        <source>The qubesd of this system cannot put a change off to the next start.</source>
        <translation>Le qubesd de ce système ne sait pas reporter un changement au prochain démarrage.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) switched.</source>
        <translation>
            <numerusform>%n qube basculé.</numerusform>
            <numerusform>%n qubes basculés.</numerusform>
        </translation>
    </message>
    <message>
        <source>At their next start: {names}</source>
        <translation>À leur prochain démarrage : {names}</translation>
    </message>
    <message>
        <source>&amp;Running qubes</source>
        <translation>Qubes en ma&amp;rche</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s) will change at the next start.</source>
        <translation>
            <numerusform>%n qube changera au prochain démarrage.</numerusform>
            <numerusform>%n qubes changeront au prochain démarrage.</numerusform>
        </translation>
    </message>
    <message>
        <source>Only those; what was changed stays as it is</source>
        <translation>Seulement ceux-là ; ce qui a été modifié le reste</translation>
    </message>
    <message>
        <source>&amp;Try the failed ones again</source>
        <translation>&amp;Réessayer ceux qui ont échoué</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>shut down</source>
        <translation>arrêt</translation>
    </message>
    <message>
        <source>before it was reverted</source>
        <translation>avant le retour</translation>
    </message>
    <message>
        <source>before data were put in</source>
        <translation>avant d’y mettre des données</translation>
    </message>
    <message>
        <source>before it became a copy</source>
        <translation>avant de devenir une copie</translation>
    </message>
    <message>
        <source>before it was restored</source>
        <translation>avant sa restauration</translation>
    </message>
    <message>
        <source>kept state</source>
        <translation>état gardé</translation>
    </message>
    <message>
        <source>started</source>
        <translation>démarrés</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>mis en pause</translation>
    </message>
    <message>
        <source>went on</source>
        <translation>a continué</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>terminé</translation>
    </message>
    <message>
        <source>label</source>
        <translation>label</translation>
    </message>
    <message>
        <source>template</source>
        <translation>modèle</translation>
    </message>
    <message>
        <source>net qube</source>
        <translation>qube réseau</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>mémoire</translation>
    </message>
    <message>
        <source>autostart</source>
        <translation>démarrage automatique</translation>
    </message>
    <message>
        <source>in backups</source>
        <translation>dans les sauvegardes</translation>
    </message>
    <message>
        <source>disposable</source>
        <translation>jetable</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>noyau</translation>
    </message>
    <message>
        <source>data of {time}</source>
        <translation>données de {time}</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>backup; the verification failed</source>
        <translation>sauvegarde ; la vérification a échoué</translation>
    </message>
    <message>
        <source>backup, verified</source>
        <translation>sauvegarde, vérifiée</translation>
    </message>
    <message>
        <source>backup, not verified yet</source>
        <translation>sauvegarde, pas encore vérifiée</translation>
    </message>
    <message>
        <source>holds {size}</source>
        <translation>occupe {size}</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>épinglé</translation>
    </message>
    <message>
        <source>seen by this window; nobody keeps it</source>
        <translation>vu par cette fenêtre ; personne ne le garde</translation>
    </message>
    <message>
        <source>a stream</source>
        <translation>un flux</translation>
    </message>
    <message>
        <source>restored from {archive}</source>
        <translation>restauré depuis {archive}</translation>
    </message>
    <message>
        <source>restored from {archive} (backup of {time})</source>
        <translation>restauré depuis {archive} (sauvegarde de {time})</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Phrase secrète</translation>
    </message>
    <message>
        <source>Checking the passphrase</source>
        <translation>Vérification de la phrase secrète</translation>
    </message>
    <message>
        <source>It is the one that was typed when the backup was made. Checking it takes some seconds, on purpose: that is what makes it hard to guess.</source>
        <translation>C’est celle saisie lors de la sauvegarde. La vérifier prend quelques secondes, exprès : c’est ce qui la rend difficile à deviner.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Phrase secrète</translation>
    </message>
    <message>
        <source>What is its passphrase?</source>
        <translation>Quelle est sa phrase secrète ?</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>Saisissez la phrase secrète.</translation>
    </message>
    <message>
        <source>This passphrase does not open the archive. Check capital letters and the keyboard layout. If you are sure of it, the beginning of the file was changed.</source>
        <translation>Cette phrase secrète n’ouvre pas l’archive. Vérifiez les majuscules et la disposition du clavier. Si vous en êtes sûr, le début du fichier a été modifié.</translation>
    </message>
    <message>
        <source>That file is not a Qubes backup. {reason}</source>
        <translation>Ce fichier n’est pas une sauvegarde Qubes. {reason}</translation>
    </message>
    <message>
        <source>The archive is damaged. {reason}</source>
        <translation>L’archive est endommagée. {reason}</translation>
    </message>
</context>
<context>
    <name>VolumeMover</name>
    <message>
        <source>{pool}, {free} free</source>
        <translation>{pool}, {free} libres</translation>
    </message>
    <message>
        <source>{name} runs. A volume can be moved while its qube is shut down.</source>
        <translation>{name} tourne. Un volume peut être déplacé quand son qube est arrêté.</translation>
    </message>
    <message>
        <source>&amp;Move there</source>
        <translation>&amp;Y déplacer</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>This volume is not kept.</source>
        <translation>Ce volume n’est pas gardé.</translation>
    </message>
    <message>
        <source>Shut the qube down first.</source>
        <translation>Arrêtez d’abord le qube.</translation>
    </message>
    <message>
        <source>It is there already.</source>
        <translation>Il y est déjà.</translation>
    </message>
    <message>
        <source>It is copied and compared; then the one here is removed.</source>
        <translation>Il est copié et comparé ; puis celui d’ici est enlevé.</translation>
    </message>
    <message>
        <source>The volume is moved as soon as {name} is shut down, if this window is still open.</source>
        <translation>Le volume sera déplacé dès que {name} sera arrêté, si cette fenêtre est encore ouverte.</translation>
    </message>
    <message>
        <source>It is not moved. The qube shuts down all the same.</source>
        <translation>Il n’est pas déplacé. Le qube s’arrête tout de même.</translation>
    </message>
    <message>
        <source>{name} is being shut down; then the volume is moved.</source>
        <translation>{name} est en cours d’arrêt ; ensuite le volume sera déplacé.</translation>
    </message>
    <message>
        <source>It is in the pool {pool} now.</source>
        <translation>Il est maintenant dans le pool {pool}.</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier state(s) will be removed, for none come along.</source>
        <translation>
            <numerusform>%n état antérieur sera supprimé, car les états antérieurs ne suivent pas.</numerusform>
            <numerusform>%n états antérieurs seront supprimés, car ils ne suivent pas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The move of the volume {volume} of {name}</source>
        <translation>Le déplacement du volume {volume} de {name}</translation>
    </message>
</context>
<context>
    <name>VolumePoolsDialog</name>
    <message>
        <source>Pools of the volumes</source>
        <translation>Pools des volumes</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Volumes</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>Where shall the volumes of {name} be kept?</source>
        <translation>Où garder les volumes de {name} ?</translation>
    </message>
</context>
<context>
    <name>VolumePoolsModel</name>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Au plus</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
</context>
<context>
    <name>VolumesModel</name>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Used / size</source>
        <translation>Utilisé / taille</translation>
    </message>
    <message>
        <source>At shutdown</source>
        <translation>À l’arrêt</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>gardé</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>jeté</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>lecture seule</translation>
    </message>
    <message>
        <source>A snapshot of {source}, taken at every start</source>
        <translation>Un instantané de {source}, pris à chaque démarrage</translation>
    </message>
    <message>
        <source>The qube&apos;s own data; a backup saves it</source>
        <translation>Les données propres du qube ; une sauvegarde les enregistre</translation>
    </message>
    <message>
        <source>Scratch space, emptied at every start</source>
        <translation>Espace de travail, vidé à chaque démarrage</translation>
    </message>
    <message>
        <source>Never written by the qube</source>
        <translation>Jamais écrit par le qube</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>inutilisable</translation>
    </message>
</context>
<context>
    <name>WhatPage</name>
    <message>
        <source>&amp;Profile</source>
        <translation>&amp;Profil</translation>
    </message>
    <message>
        <source>What, where and how, kept under a name</source>
        <translation>Quoi, où et comment, gardé sous un nom</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>Enregi&amp;strer sous…</translation>
    </message>
    <message>
        <source>Sche&amp;dule…</source>
        <translation>Planif&amp;ier…</translation>
    </message>
    <message>
        <source>Search qubes</source>
        <translation>Chercher des qubes</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Tout sélection&amp;ner</translation>
    </message>
    <message>
        <source>Tick all qubes that are shown</source>
        <translation>Cocher tous les qubes affichés</translation>
    </message>
    <message>
        <source>Select n&amp;one</source>
        <translation>Ne rien &amp;sélectionner</translation>
    </message>
    <message>
        <source>Untick all qubes that are shown</source>
        <translation>Décocher tous les qubes affichés</translation>
    </message>
    <message>
        <source>Qubes to save</source>
        <translation>Qubes à sauvegarder</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Which qubes shall be saved?</source>
        <translation>Quels qubes sauvegarder ?</translation>
    </message>
    <message>
        <source>Tick the qubes to save.</source>
        <translation>Cochez les qubes à sauvegarder.</translation>
    </message>
    <message numerus="yes">
        <source>%n qube(s)</source>
        <translation>
            <numerusform>%n qube</numerusform>
            <numerusform>%n qubes</numerusform>
        </translation>
    </message>
    <message>
        <source>{qubes}, {size} before compression</source>
        <translation>{qubes}, {size} avant compression</translation>
    </message>
    <message>
        <source>Of qubes that &amp;run, save</source>
        <translation>Des qubes en ma&amp;rche, sauvegarder</translation>
    </message>
    <message>
        <source>their last clean state</source>
        <translation>leur dernier état propre</translation>
    </message>
    <message>
        <source>As they were before they were started; nothing of them is disturbed.</source>
        <translation>Tels qu’avant leur démarrage ; rien en eux n’est dérangé.</translation>
    </message>
    <message>
        <source>a snapshot of now</source>
        <translation>un instantané de maintenant</translation>
    </message>
    <message>
        <source>What a power cut would leave. Programs inside may have to mend their files.</source>
        <translation>Ce que laisserait une coupure de courant. Les programmes à l’intérieur devront peut-être réparer leurs fichiers.</translation>
    </message>
    <message>
        <source>what they hold once shut down, and start them again</source>
        <translation>ce qu’ils contiennent une fois éteints, puis les redémarrer</translation>
    </message>
    <message>
        <source>Complete and clean. Whoever works in them is interrupted.</source>
        <translation>Complet et propre. Qui y travaille est interrompu.</translation>
    </message>
    <message>
        <source>{qubes}, {size}; about {packed} in the archive, as earlier ones went</source>
        <translation>{qubes}, {size} ; environ {packed} dans l’archive, d’après les précédentes</translation>
    </message>
</context>
<context>
    <name>WherePage</name>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Dossier</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>Pa&amp;rcourir…</translation>
    </message>
    <message>
        <source>File na&amp;me</source>
        <translation>Nom du &amp;fichier</translation>
    </message>
    <message>
        <source>&amp;On</source>
        <translation>S&amp;ur</translation>
    </message>
    <message>
        <source>This is the disk that holds the qubes themselves. A backup here helps against mistakes, not against a broken, lost or stolen disk.</source>
        <translation>C’est le disque qui porte les qubes eux-mêmes. Une sauvegarde ici aide contre les erreurs, pas contre un disque cassé, perdu ou volé.</translation>
    </message>
    <message>
        <source>The file gets its name only when it is complete; until then it ends in .incomplete. Any Qubes system, and this program, can restore it.</source>
        <translation>Le fichier ne reçoit son nom qu’une fois complet ; jusque-là il finit par .incomplete. Tout système Qubes, et ce programme, peut le restaurer.</translation>
    </message>
    <message>
        <source>the qube {name}</source>
        <translation>le qube {name}</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>cet ordinateur</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>Where shall the backup be kept?</source>
        <translation>Où garder la sauvegarde ?</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Choisissez un dossier.</translation>
    </message>
    <message>
        <source>In a qube, the folder is a whole path: it begins with /.</source>
        <translation>Dans un qube, le dossier est un chemin complet : il commence par /.</translation>
    </message>
    <message>
        <source>That cannot be the name of a file.</source>
        <translation>Cela ne peut pas être un nom de fichier.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Ce dossier n’existe pas.</translation>
    </message>
    <message>
        <source>That is a file, not a folder.</source>
        <translation>C’est un fichier, pas un dossier.</translation>
    </message>
    <message>
        <source>You may not write to that folder.</source>
        <translation>Vous ne pouvez pas écrire dans ce dossier.</translation>
    </message>
    <message>
        <source>There is a file of that name; nothing is overwritten.</source>
        <translation>Il y a un fichier de ce nom ; rien n’est écrasé.</translation>
    </message>
    <message>
        <source>Type the folder: this program does not look into qubes.</source>
        <translation>Saisissez le dossier : ce programme ne regarde pas dans les qubes.</translation>
    </message>
    <message>
        <source>{free} free, and {needed} to save before compression: it may not fit.</source>
        <translation>{free} libres, et {needed} à sauvegarder avant compression : cela peut ne pas tenir.</translation>
    </message>
    <message>
        <source>Writable, {free} free</source>
        <translation>Accessible en écriture, {free} libres</translation>
    </message>
    <message>
        <source>Folder for the backup</source>
        <translation>Dossier de la sauvegarde</translation>
    </message>
    <message>
        <source>{free} free, and about {needed} are needed: it may not fit.</source>
        <translation>{free} libres, et il faut environ {needed} : cela peut ne pas tenir.</translation>
    </message>
    <message>
        <source>{free} free. The last try here failed: {reason}</source>
        <translation>{free} libres. Le dernier essai ici a échoué : {reason}</translation>
    </message>
    <message>
        <source>{name} is asked whether it can take the backup…</source>
        <translation>On demande à {name} s’il peut recevoir la sauvegarde…</translation>
    </message>
    <message>
        <source>{name} may not write to that folder.</source>
        <translation>{name} ne peut pas écrire dans ce dossier.</translation>
    </message>
    <message>
        <source>The qube takes a folder only.</source>
        <translation>Le qube n’accepte qu’un dossier.</translation>
    </message>
    <message>
        <source>The qube gives the file a name, made of the date.</source>
        <translation>Le qube donne au fichier un nom tiré de la date.</translation>
    </message>
    <message>
        <source>Whether {name} can take the backup is not known: it cannot be asked ({reason}). It checks the folder when the backup begins, before any data go.</source>
        <translation>On ne sait pas si {name} peut recevoir la sauvegarde : on ne peut pas le lui demander ({reason}). Il vérifie le dossier au début de la sauvegarde, avant tout envoi de données.</translation>
    </message>
    <message>
        <source>The last try here failed: {reason}</source>
        <translation>Le dernier essai ici a échoué : {reason}</translation>
    </message>
    <message>
        <source>{name} can write there, {free} free</source>
        <translation>{name} peut y écrire, {free} libres</translation>
    </message>
    <message>
        <source>{name} can write there; how much is free it does not say</source>
        <translation>{name} peut y écrire ; il ne dit pas combien est libre</translation>
    </message>
    <message>
        <source>Command &amp;line</source>
        <translation>&amp;Ligne de commande</translation>
    </message>
    <message>
        <source>a command of this computer</source>
        <translation>une commande de cet ordinateur</translation>
    </message>
    <message>
        <source>Type the command.</source>
        <translation>Tapez la commande.</translation>
    </message>
    <message>
        <source>The folder is a whole path: it begins with /.</source>
        <translation>Le dossier est un chemin complet : il commence par /.</translation>
    </message>
    <message>
        <source>A shell of this computer runs it, as you, with the archive as its input. Whether the archive is whole there cannot be found out from here.</source>
        <translation>Un interpréteur de cet ordinateur l’exécute en votre nom, avec l’archive en entrée. D’ici, on ne peut pas savoir si l’archive y est entière.</translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Retour</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Suivant</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{number} bytes</source>
        <translation>{number} octets</translation>
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
        <translation>encore {duration} environ</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>il y a {count} min</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>il y a {count} h</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>il y a %n jour</numerusform>
            <numerusform>il y a %n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>App</source>
        <translation>Application</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Disposable</source>
        <translation>Jetable</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Standalone</source>
        <translation>Autonome</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Admin</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En marche</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Halted</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Crashed</source>
        <translation>Planté</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Inachevé</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Périmé</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>En danger</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdu</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Démarre</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>S’arrête</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} h</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>encore moins d’une minute</translation>
    </message>
    <message>
        <source>less than {duration} left</source>
        <translation>encore moins de {duration}</translation>
    </message>
    <message>
        <source>{low} to {high} min left</source>
        <translation>encore {low} à {high} min</translation>
    </message>
    <message>
        <source>{shortest} to {longest} left</source>
        <translation>encore {shortest} à {longest}</translation>
    </message>
</context>
</TS>
