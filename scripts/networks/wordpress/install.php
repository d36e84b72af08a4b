<?php
// Installs WordPress into its empty database and makes an application password for the clerk.
// Arguments: the folder of WordPress, the address of the site. Prints one line of JSON.
define('WP_INSTALLING', true);
[, $root, $address] = $argv;
$_SERVER['HTTP_HOST'] = parse_url($address, PHP_URL_HOST) . ':' . parse_url($address, PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
require "$root/wp-load.php";
require_once "$root/wp-admin/includes/upgrade.php";

wp_install('Northfold Parish Council', 'admin', 'admin@northfold.example', true, '', wp_generate_password());
update_option('siteurl', $address);
update_option('home', $address);

$clerk = wp_insert_user([
    'user_login' => 'clerk',
    'user_pass' => wp_generate_password(),
    'user_email' => 'clerk@northfold.example',
    'role' => 'author',
]);
[$password] = WP_Application_Passwords::create_new_application_password($clerk, ['name' => 'Parish Pump']);
echo json_encode(['username' => 'clerk', 'application_password' => $password]), "\n";
